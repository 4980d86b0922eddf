"""PDF files: characters that stand somewhere on a page → lines → text. Nothing in them is run."""
