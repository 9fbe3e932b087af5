"""Find a broker for a project: everybody known, in order, with reasons."""
