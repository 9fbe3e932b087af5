"""Whose eyes a query looks with: what that reader may not see is never selected."""

import enum


class Lens(enum.Enum):
    """The owner's view or the broker's. The broker's adds private things; it never moves anything."""

    OWNER = "owner"
    BROKER = "broker"
