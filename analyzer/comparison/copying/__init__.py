"""Copied text: passages that two reports share, what of them is stock, and what was left in them."""
