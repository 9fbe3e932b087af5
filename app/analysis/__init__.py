"""Words and numbers in, words and numbers out: no storage, no clock, no files."""
