"""A version of the database after the newest, for tests alone: what a later program would bring."""
