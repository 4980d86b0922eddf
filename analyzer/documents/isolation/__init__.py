"""A process of its own for files that could hang, burst or crash their reader."""
