"""Mark the fields whose text a person reads, so that the catalogue finds sentences kept as data."""

from typing import Annotated

SAID = "said"

Said = Annotated[str, SAID]
"""A sentence or a name shown to people: English source text that goes through the catalogue."""
