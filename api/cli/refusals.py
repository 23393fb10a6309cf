"""What stops an errand, in words for whoever typed it."""


class Refused(Exception):
    """The errand cannot be done; the message says why and what to do."""
