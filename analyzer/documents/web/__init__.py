"""Pages saved from a government site (.html, .mht): the report on them, without what surrounds it."""
