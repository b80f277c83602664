"""Copies out of the archive: backups, and packages for another keeper."""
