"""What is wrong with a benchmark file, in words for whoever named it."""


class Broken(Exception):
    """The file is not what it should be; the message says what is wrong and where."""
