"""What keeps the bytes: the Store protocol, its folder and its twin in memory, and the lock."""
