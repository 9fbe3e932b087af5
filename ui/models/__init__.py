"""Read-only table models over frozen rows: all of them at once, or a page at a time from the database."""
