"""What happened, line by line: the Journal protocol, its folder and its twin in memory."""
