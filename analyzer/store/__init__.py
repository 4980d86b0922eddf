"""Judged reports kept in a database, so that nothing is read or judged twice."""
