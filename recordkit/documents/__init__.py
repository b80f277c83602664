"""Record to bytes and back: the Office template engine, reading back, the pages."""
