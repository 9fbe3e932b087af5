"""The first start: who is here, how money and dates look, and where to begin."""
