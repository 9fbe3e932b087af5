"""Through whose eyes a screen is read: an argument of every query, so what is hidden is never selected."""

from enum import Enum


class Lens(Enum):
    """OWNER leaves out everything private to the broker; BROKER sees the workspace's own notes and rates."""

    OWNER = "owner"
    BROKER = "broker"
