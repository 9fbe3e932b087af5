"""The steps from each version of the schema to the next, oldest first. A released step is never changed."""
