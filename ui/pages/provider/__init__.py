"""The page of one provider: what it is, who its people are, what was checked, and what is private."""
