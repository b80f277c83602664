"""The command line: parse, call one action, print; it holds no rule; exit codes 0, 1, 2, 3 and 130."""
