"""Who there is: the readable list, the operating system's user, passwords."""
