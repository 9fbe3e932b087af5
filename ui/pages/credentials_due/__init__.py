"""Credentials due: what ends, what has ended, and what has to be checked again."""
