"""One verb a file: (office, plain values) to plain data."""
