"""S07: the providers found for a project, with reasons, and the choice of whom to ask."""
