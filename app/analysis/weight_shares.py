"""Whole percentages that always make a hundred, also while one of them is being moved."""

from collections.abc import Collection, Mapping

HUNDRED = 100


def whole_shares(weights: Mapping[str, float], whole: int = HUNDRED) -> dict[str, int]:
    """`weights` as whole numbers that make `whole`, by largest remainder; equal where all are nothing."""
    total = sum(weights.values())
    exact = {
        key: weight * whole / total if total else whole / len(weights) for key, weight in weights.items()
    }
    shares = {key: int(value) for key, value in exact.items()}
    by_rest = sorted(exact, key=lambda key: shares[key] - exact[key])
    for key in by_rest[: whole - sum(shares.values())]:
        shares[key] += 1
    return shares


def with_share(
    shares: Mapping[str, int], moved: str, wanted: int, locked: Collection[str] = ()
) -> dict[str, int]:
    """`shares` with `moved` at `wanted`, or as near as the locked ones let it come.

    The others that are not locked make room in proportion; where all of them are locked nothing moves.
    """
    free = {key: float(share) for key, share in shares.items() if key != moved and key not in locked}
    if not free:
        return dict(shares)
    held = sum(share for key, share in shares.items() if key != moved and key in locked)
    now = min(max(wanted, 0), HUNDRED - held)
    return {**shares, moved: now, **whole_shares(free, HUNDRED - held - now)}
