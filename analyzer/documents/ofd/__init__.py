"""OFD files (GB/T 33190-2016): text objects that stand somewhere on a page → lines → text."""
