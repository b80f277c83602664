"""Forms that people fill in: blank ones made, filled ones read."""
