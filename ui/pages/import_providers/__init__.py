"""A list of providers from a spreadsheet: read, shown row by row, and written whole or not at all."""
