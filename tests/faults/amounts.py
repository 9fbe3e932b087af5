"""How much to try: little in every test run, the full numbers where SOURCEWRIGHT_FAULTS=full asks for them."""

import os

FULL = os.environ.get("SOURCEWRIGHT_FAULTS") == "full"


def amount(small: int, full: int) -> int:
    """`small` in every run, `full` in `make faults`."""
    return full if FULL else small
