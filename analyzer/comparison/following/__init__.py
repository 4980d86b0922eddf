"""One body across years: what became of its plans, which shortcomings come again, how it does."""
