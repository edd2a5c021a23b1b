"""What `make bench` runs. Each module has `run() -> list[str]`, whose lines are printed."""
