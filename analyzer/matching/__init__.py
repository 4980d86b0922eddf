"""From text and pack to tokens, terms and facts, each with its offsets."""
