"""Record types as data: the only reader of a templates/ folder."""
