"""Measures how fast and how small the program is, as ratios: `python -m tests.bench`."""
