"""Mail and chat behind one protocol: what goes out, through which channel, and what a channel that is down means."""
