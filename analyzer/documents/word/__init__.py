"""Word files (.docx): what a reader of the printed page would see, numbers included."""
