"""Files → text. The only place that opens a submitted file; nothing here judges."""
