"""Every byte, line and number looked at, and what was found said item by item."""
