"""The data that travels from reading to output. Records only; nothing here decides."""
