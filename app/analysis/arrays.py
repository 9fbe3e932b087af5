"""numpy, for what is reckoned over many providers at once: loaded at its first use, so that a start does without it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Floats: TypeAlias = "NDArray[np.float64]"
Whole: TypeAlias = "NDArray[np.int64]"
Bytes: TypeAlias = "NDArray[np.uint8]"
Truths: TypeAlias = "NDArray[np.bool_]"

NEARLY = 1e-9
"""What binary numbers may be off by before a half is rounded up, as exact decimals round it."""


def load_numpy() -> Any:
    """The library, imported when the first array is made."""
    import numpy as np  # noqa: PLC0415

    return np


def only(values: Floats, where: Truths) -> Floats:
    """`values` there, and not a number elsewhere."""
    np = load_numpy()
    found: Floats = np.where(where, values, np.nan)
    return found


def half_up(values: Floats, step: Decimal) -> Floats:
    """`values` as multiples of `step`, a half upwards, as `Decimal.quantize` is used on shares and points."""
    np, steps = load_numpy(), float(1 / step)
    rounded: Floats = values * steps
    rounded += 0.5 + NEARLY
    np.floor(rounded, out=rounded)
    rounded /= steps
    return rounded
