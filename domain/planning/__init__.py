"""Planning: which request starts and finishes in which month."""
