"""Pages and lists that people look at: the status page, the list of what was made."""
