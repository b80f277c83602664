"""Pure rules: no disk, clock, network, environment or third party."""
