"""Titles told by the fitted tables: the marketplace's roles, and the groups of the crosswalk."""

import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from math import sqrt
from pathlib import Path
from statistics import mean

from app.analysis.title_features import CUES, role_features, vector
from app.analysis.titles import TitleTable
from app.knowledge.fitted import fitted_card, load_group_table, load_role_table
from fitting.cards import CROSSWALK, MARKETPLACE
from fitting.rows import CrosswalkRow, Row, crosswalk_titles, marketplace_titles
from fitting.titles import AnyRow, Told, fit_groups, fit_roles, folds, told_by, told_unseen, unsure_below
from tests.judge.score import Score, at_least, file_of, fitted_on, unless_missing

SEEDS = (0, 1, 2)
Runs = list[list[Told]]


def judge(data: Path, *, fresh: bool) -> Iterator[Score]:
    """Both tables, each on its own set."""
    # Some labels have fewer titles than there are folds, which the splitter says each time.
    warnings.filterwarnings("ignore", "The least populated class", UserWarning)
    yield from unless_missing("title to role", partial(_roles, data, fresh))
    yield from unless_missing("title to crosswalk group", partial(_groups, data, fresh))


def _roles(data: Path, fresh: bool) -> Iterator[Score]:
    file = file_of(data, MARKETPLACE.folder, MARKETPLACE.file)
    rows = marketplace_titles(file)
    table = None if fresh else load_role_table()
    runs = _runs(rows, fit_roles, table)
    task, most = "title to role", Counter(row.label for row in rows).most_common(1)[0][0]
    keyword = mean(_keyword(row.title, most) == row.label for row in rows)
    note = f"17 roles, {len(rows)} titles; baseline keyword rule, majority {_share_of(rows, most):.3f}"
    if fresh:
        note += f", 1-NN {_nearest(rows, SEEDS[0]):.3f}"
    else:
        note += fitted_on(file, fitted_card("titles_roles"))
    right = mean(_first(run, 1) for run in runs)
    yield Score(task, "accuracy", right, _error(right, len(rows)), keyword, at_least(0.775), note)
    kept = [
        [one for one in run if one.lead >= (table.threshold if table else unsure_below(run))] for run in runs
    ]
    sure = mean(_first(run, 1) for run in kept)
    unsure = 1 - mean(len(run) for run in kept) / len(rows)
    error = _error(sure, len(kept[0]))
    yield Score(task, "accuracy where sure", sure, error, keyword, at_least(0.87), f"unsure for {unsure:.1%}")
    third = mean(_first(run, 3) for run in runs)
    yield Score(task, "among first three", third, _error(third, len(rows)), None, None, "")


def _groups(data: Path, fresh: bool) -> Iterator[Score]:
    file = file_of(data, CROSSWALK.folder, CROSSWALK.file)
    rows = crosswalk_titles(file)
    runs = _runs(rows, fit_groups, None if fresh else load_group_table())
    task, most = "title to crosswalk group", Counter(row.label for row in rows).most_common(1)[0][0]
    majority = _share_of(rows, most)
    nearest = _nearest(rows, SEEDS[0]) if fresh else majority
    told = (
        f"1-NN, majority {majority:.3f}"
        if fresh
        else "majority" + fitted_on(file, fitted_card("titles_groups"))
    )
    note = f"26 groups, {len(rows)} titles; baseline {told}"
    right = mean(_first(run, 1) for run in runs)
    yield Score(task, "accuracy", right, _error(right, len(rows)), nearest, at_least(0.645), note)
    third = mean(_first(run, 3) for run in runs)
    yield Score(task, "among first three", third, _error(third, len(rows)), None, None, "")


def _runs(
    rows: Sequence[AnyRow], fit: Callable[[Sequence[AnyRow]], TitleTable], table: TitleTable | None
) -> Runs:
    if table is not None:
        return [[told_by(table, row) for row in rows]]
    return [told_unseen(rows, fit, seed) for seed in SEEDS]


def _first(run: Sequence[Told], places: int) -> float:
    return mean(one.row.label in one.labels[:places] for one in run)


def _error(share: float, count: int) -> float:
    return sqrt(share * (1 - share) / count)


def _share_of(rows: Sequence[Row | CrosswalkRow], label: str) -> float:
    return mean(row.label == label for row in rows)


def _keyword(title: str, otherwise: str) -> str:
    """The role whose cue stands first in the title."""
    low = title.lower()
    found = {name: hit.start() for name, cue in CUES.items() if (hit := re.search(cue, low))}
    return min(found, key=lambda name: found[name]) if found else otherwise


def _nearest(rows: Sequence[Row | CrosswalkRow], seed: int) -> float:
    """How often the most alike title of the other folds (letters and words, all alike weighed) has the label."""
    read = [vector(role_features(row.title)[:2], lambda at: 1.0) for row in rows]
    right = 0
    for fold in folds(rows, seed):
        for at in fold.unseen:
            alike = max(
                fold.seen,
                key=lambda other: sum(value * read[other].get(key, 0.0) for key, value in read[at].items()),
            )
            right += rows[alike].label == rows[at].label
    return right / len(rows)
