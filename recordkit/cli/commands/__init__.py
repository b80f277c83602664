"""One command a module: `command` is what typer runs; it calls one action and prints what comes back."""
