"""The whole search for a team in the order in which somebody wants to read it, told piece by piece as it is found."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from app.analysis.optimiser import Answer, Effort
from app.analysis.solver import Row
from app.analysis.team_options import Limits, Team, Work
from app.analysis.team_repairs import Clash, clash
from app.analysis.team_ways import Way, stairs, ways

WAYS_SHARE = 0.5
"""The part of the search that the four teams stand for; the rest is the trade-off."""

LONGEST = 8.0
"""Seconds for one answer: after them the best so far is told with its gap."""


class Piece(NamedTuple):
    """Something that was found, and how far the search is by then, of one."""

    done: float
    way: Way | None = None
    """Which of the four teams it is; None for a step of the trade-off."""

    answer: Answer | None = None
    clash: Clash | None = None


def search(work: Work, limits: Limits, tell: Callable[[Piece], None], *, stopped: Callable[[], bool]) -> bool:
    """Tell the four teams, then each step of the trade-off; where there is none, why. True where nobody stopped it."""
    effort = Effort(seconds=LONGEST, stopped=stopped)
    teams: list[Team] = []
    learned: list[Row] = []
    for way, answer in ways(work, limits, effort=effort, learned=learned):
        if answer.team is None:
            break
        teams.append(answer.team)
        tell(Piece(len(teams) / len(Way) * WAYS_SHARE, way, answer))
    else:
        _tell_stairs(work, limits, tell, effort, learned, teams)
        return not stopped()
    if not teams and not stopped():
        tell(Piece(1.0, clash=clash(work, limits, effort=effort)))
    return not stopped()


def _tell_stairs(
    work: Work,
    limits: Limits,
    tell: Callable[[Piece], None],
    effort: Effort,
    learned: list[Row],
    known: Sequence[Team],
) -> None:
    longest, shortest = 0, min(team.days for team in known)
    for answer in stairs(work, limits, effort=effort, known=known, learned=learned):
        if answer.team is None or effort.stopped():
            return
        longest = max(longest, answer.team.days)
        whole = max(1, longest - shortest)
        down = (longest - answer.team.days) / whole
        tell(Piece(WAYS_SHARE + (1 - WAYS_SHARE) * min(1.0, down), answer=answer))
