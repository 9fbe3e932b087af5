"""The page of one broker: what they do and how they are paid, what came of it, and what they say of providers."""
