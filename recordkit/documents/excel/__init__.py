"""Excel templates: rows that repeat, and all that covers or follows them."""
