"""Sourcewright without a window: everything the program knows, stores and draws."""
