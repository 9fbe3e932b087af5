"""Open an engagement file: choose it, see what it would change, and take it in or leave it."""
