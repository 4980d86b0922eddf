"""Results → what people and programs read. Nothing here judges."""
