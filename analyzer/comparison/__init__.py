"""Many reports side by side: bodies of one year, one body across years, passages that are shared."""
