"""The command line, one file for each kind of errand; imported only when it is run."""
