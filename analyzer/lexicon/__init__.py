"""The lexicon: what a pack may say, how it is read, what is wrong with it."""
