"""How the shipped templates are made: ``python -m analyzer.output.official.making``.

The files in ``templates/`` are what this writes; a test holds them to it. An office edits a copy of
them in Word and needs nothing of this.
"""
