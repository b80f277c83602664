"""Opens nothing before measuring it: limits on what comes from outside."""
