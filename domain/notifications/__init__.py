"""What waits for a person and what a person may want to know, read from the state of things and from the trail.

Nobody upstream calls a notifier: an item is there because something waits, and goes when it no longer does.
"""
