"""Templates looked at without data: every fault at once."""
