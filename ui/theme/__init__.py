"""Colours, type, icons and measures: the one place that decides how anything looks."""
