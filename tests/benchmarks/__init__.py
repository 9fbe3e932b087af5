"""Ours beside a peer doing the same work in the same run: `make bench`."""
