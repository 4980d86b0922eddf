"""Trains the second reader from labelled reports, and tries it on pens that it has not seen."""
