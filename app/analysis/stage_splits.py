"""How a stage that carries too much of the price is cut in two or more (split rule of PAY-02)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

HUNDRED = Decimal(100)
SHOWN = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class StagePackage:
    """A work package of the stage in its order: likely effort in person-days and the tests that prove it."""

    package: str
    effort: Decimal
    tests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StagePart:
    """One part of a cut stage; a part without a test is proved by a witnessed demonstration."""

    packages: tuple[str, ...]
    share: Decimal
    tests: tuple[str, ...]

    @property
    def needs_demonstration(self) -> bool:
        """Whether no test proves this part, so that its result must be shown."""
        return not self.tests


def cut_stage(share: Decimal, packages: Sequence[StagePackage], cap: Decimal) -> tuple[StagePart, ...]:
    """Cut a stage worth `share` percent between its packages so that, if possible, no part passes `cap`.

    Packages stay in order and each part takes as many as fit; payment follows likely effort, rounded to
    hundredths of a percent, the last part taking the rest. A single package above the cap stays whole: the
    guard goes on reporting it. Raises ValueError without packages or without any effort.
    """
    whole = sum((package.effort for package in packages), Decimal(0))
    if whole <= 0:
        raise ValueError("a stage is cut by the effort of its packages, and this one has none")
    groups: list[list[StagePackage]] = [[]]
    for package in packages:
        grown = [*groups[-1], package]
        if groups[-1] and share * _effort(grown) / whole > cap:
            groups.append([package])
        else:
            groups[-1] = grown
    shares = [(share * _effort(group) / whole).quantize(SHOWN) for group in groups[:-1]]
    shares.append(share - sum(shares, Decimal(0)))
    return tuple(_part(group, part) for group, part in zip(groups, shares, strict=True))


def cut_after_first(share: Decimal, packages: Sequence[StagePackage], cap: Decimal) -> tuple[StagePart, ...]:
    """Cut a stage so that its first package stands alone; what is left is cut by `cap` as any stage is.

    Raises ValueError where there is no effort to share the payment by.
    """
    whole = _effort(packages)
    if whole <= 0:
        raise ValueError("a stage is cut by the effort of its packages, and this one has none")
    first, rest = packages[:1], packages[1:]
    alone = (share * _effort(first) / whole).quantize(SHOWN)
    if not rest or _effort(rest) <= 0:
        return (_part(packages, share),)
    return (_part(first, alone), *cut_stage(share - alone, rest, cap))


def _part(packages: Sequence[StagePackage], share: Decimal) -> StagePart:
    tests = dict.fromkeys(test for package in packages for test in package.tests)
    return StagePart(tuple(package.package for package in packages), share, tuple(tests))


def _effort(packages: Sequence[StagePackage]) -> Decimal:
    return sum((package.effort for package in packages), Decimal(0))
