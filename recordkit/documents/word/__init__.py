"""Word templates: found on nodes, compiled once, filled as text."""
