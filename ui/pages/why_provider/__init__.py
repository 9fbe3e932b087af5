"""The page "Why this provider": one match explained completely."""
