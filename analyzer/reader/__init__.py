"""The second reader: tells element and role of every sentence from its characters, by weights.

It reads text and structure only, knows neither lexicon nor verdicts, and needs numpy alone. It is
trained by ``analyzer.evaluation.reading``.
"""
