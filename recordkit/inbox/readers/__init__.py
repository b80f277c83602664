"""Structured input from outside, as raw records with their places: YAML, JSON, TOML, CSV, Excel."""
