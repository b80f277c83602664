"""recordkit.toml: one module a section, and the Config that they add up to."""
