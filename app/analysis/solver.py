"""The one door to HiGHS: a mixed program in plain numbers goes in, an answer and how far from the best comes out."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from app.analysis.arrays import load_numpy

INFINITE = float("inf")
SLICE_GAP = 1e-9
"""What counts as the best: nearer than this the bound is only noise of binary numbers."""


QUICK: Mapping[str, float | int | bool] = {
    "threads": 1, "random_seed": 0, "mip_abs_gap": SLICE_GAP,
    "mip_feasibility_tolerance": 1e-7, "primal_feasibility_tolerance": 1e-8,
    "mip_allow_restart": False, "mip_heuristic_effort": 0.01, "mip_pscost_minreliable": 2,
    "mip_heuristic_run_rens": False, "mip_heuristic_run_rins": False,
}  # fmt: skip
"""Trees of this size are small: what HiGHS does to learn about large ones costs a third more time, measured."""


class Row(NamedTuple):
    """`least` ≤ the sum of `terms` (column, factor) ≤ `most`."""

    terms: Sequence[tuple[int, float]]
    least: float = -INFINITE
    most: float = INFINITE


class Column(NamedTuple):
    """A number to be found, with what one of it costs."""

    cost: float = 0.0
    least: float = 0.0
    most: float = INFINITE
    whole: bool = False


class Found(NamedTuple):
    """What came of it: `values` is None where nothing was found, `bound` what no answer can be better than."""

    values: tuple[float, ...] | None
    bound: float
    proven: bool
    """Nothing better exists; and with no values, nothing at all does."""

    seconds: float = 0.0
    """How long it took."""


def never() -> bool:
    """Nobody stops it."""
    return False


def load_highs() -> Any:
    """HiGHS, imported with the first program that is solved: a start does without it."""
    import highspy  # noqa: PLC0415

    return highspy


@cache
def silent() -> Any:
    """HiGHS that says nothing: by itself it greets on standard output before it can be told not to."""
    highs: Any = load_highs().Highs

    def enable(self: Any) -> None:
        self.setOptionValue("output_flag", False)
        highs.enableCallbacks(self)

    return type("Silent", (highs,), {"enableCallbacks": enable})


def least(
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    gap: float = 0.0,
    seconds: float = INFINITE,
    stopped: Callable[[], bool] = never,
) -> Found:
    """The columns at least cost. It ends early within `gap` of the best, after `seconds`, or once `stopped` says so.

    One thread and one seed: the same program gives the same answer every time. No answer known already is handed to
    the solver: with one it has called another the best whose cost it had wrong (HiGHS 1.16).
    """
    highs_module, highs = load_highs(), silent()()
    settings = {**QUICK, "mip_rel_gap": gap}
    for name, value in settings.items():
        highs.setOptionValue(name, value)
    if seconds < INFINITE:
        highs.setOptionValue("time_limit", max(seconds, 0.0))
    if highs.passModel(_program(highs_module, columns, rows)) == highs_module.HighsStatus.kError:
        raise ValueError("this is no program: a row names a column twice, or one that is not there")
    _listen(highs_module, highs, stopped)
    highs.run()
    return _told(highs_module, highs)


def _program(highs_module: Any, columns: Sequence[Column], rows: Sequence[Row]) -> Any:
    np = load_numpy()
    program = highs_module.HighsLp()
    program.num_col_, program.num_row_ = len(columns), len(rows)
    program.col_cost_ = np.array([column.cost for column in columns], dtype=np.float64)
    program.col_lower_ = np.array([column.least for column in columns], dtype=np.float64)
    program.col_upper_ = np.array([column.most for column in columns], dtype=np.float64)
    program.row_lower_ = np.array([row.least for row in rows], dtype=np.float64)
    program.row_upper_ = np.array([row.most for row in rows], dtype=np.float64)
    kinds = highs_module.HighsVarType
    program.integrality_ = [kinds.kInteger if column.whole else kinds.kContinuous for column in columns]
    ends = np.cumsum([0, *(len(row.terms) for row in rows)])
    matrix = program.a_matrix_
    matrix.format_ = highs_module.MatrixFormat.kRowwise
    matrix.num_col_, matrix.num_row_ = len(columns), len(rows)
    matrix.start_ = ends.astype(np.int32)
    matrix.index_ = np.array([place for row in rows for place, _ in row.terms], dtype=np.int32)
    matrix.value_ = np.array([factor for row in rows for _, factor in row.terms], dtype=np.float64)
    return program


def _listen(highs_module: Any, highs: Any, stopped: Callable[[], bool]) -> None:
    if stopped is never:
        return

    def ask(event: Any) -> None:
        if stopped():
            event.interrupt()

    highs.cbMipInterrupt.subscribe(ask)
    highs.cbSimplexInterrupt.subscribe(ask)


def _told(highs_module: Any, highs: Any) -> Found:
    states, info = highs_module.HighsModelStatus, highs.getInfo()
    state = highs.getModelStatus()
    if state in (states.kInfeasible, states.kUnboundedOrInfeasible):
        return Found(None, INFINITE, True, highs.getRunTime())
    feasible = info.primal_solution_status == highs_module.SolutionStatus.kSolutionStatusFeasible
    values = tuple(highs.getSolution().col_value) if feasible else None
    return Found(values, float(info.mip_dual_bound), state == states.kOptimal, highs.getRunTime())
