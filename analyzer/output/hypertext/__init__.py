"""Pages for browsers: one file each that needs nothing else, no network and no script."""
