"""Labelled reports: what a careful reader says of a text, to hold the program to."""
