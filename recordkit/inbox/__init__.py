"""What lies outside and wants in: scan, settle, claim, identify, quarantine, readers."""
