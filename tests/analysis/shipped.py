"""Where the shipped knowledge and the sample case lie, for tests that use them as published numbers."""

from pathlib import Path

RESOURCES = Path(__file__).parents[2] / "resources"
