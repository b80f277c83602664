"""The daemon's loop: calls the same actions as the command line."""
