"""recordkit: the toolkit that a hospital office's paper runs on."""

__version__ = "0.1.0"
