"""Fit the title tables: `python -m fitting.titles DATA` (the folder of the data sets).

Roles: logistic regression over what `role_features` reads. Groups: a linear support vector machine, one label
against the rest, over what `group_features` reads, with the parts of each occupation's name as further rows.
Weights become small whole numbers; `threshold` is the lead below which the least certain 15 % of titles lay when
each was told by a table that had not seen it.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.svm import LinearSVC

from app.analysis.title_features import BUCKETS, VERSION, Block, bucket, vector, words_of
from app.analysis.titles import READINGS, TitleTable, scored, shares
from fitting.cards import CROSSWALK, MARKETPLACE, Source, data_file, keep_arrays
from fitting.rows import CrosswalkRow, Row, crosswalk_titles, marketplace_titles

SEED = 20260901
FOLDS = 10
UNSURE_SHARE = 0.15
ROLE_PENALTY = 10.0
GROUP_PENALTY = 1.0
BALANCE = 0.5
"""Seldom roles count for more: by (mean size / size) to this power."""
STEPS = 127
AnyRow = TypeVar("AnyRow", Row, CrosswalkRow)


class Fold(NamedTuple):
    """Places of the rows to fit on and to tell."""

    seen: NDArray[np.intp]
    unseen: NDArray[np.intp]


def folds(rows: Sequence[Row | CrosswalkRow], seed: int) -> Iterator[Fold]:
    """Ten folds with the labels' shares as even as can be; a title listed twice is in one of them."""
    labels, groups = [row.label for row in rows], [row.group for row in rows]
    splits = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed)
    for seen, unseen in splits.split(np.zeros(len(rows)), labels, groups):
        yield Fold(seen, unseen)


def fit_roles(rows: Sequence[Row], threshold: float = 0.0) -> TitleTable:
    """A table of the marketplace's roles."""
    sizes = Counter(row.label for row in rows)
    mean = len(rows) / len(sizes)
    weights = np.array([(mean / sizes[row.label]) ** BALANCE for row in rows])
    model = LogisticRegression(C=ROLE_PENALTY, max_iter=1000)
    return _fit("roles", [(row.title, row.label) for row in rows], weights, model, threshold)


def fit_groups(rows: Sequence[CrosswalkRow], threshold: float = 0.0) -> TitleTable:
    """A table of the crosswalk's groups; the occupations that `rows` lead through are learned by name as well."""
    titles = [(row.title, row.label) for row in rows]
    lead = {row.soc: row.label for row in rows}
    named = [(part, lead[soc]) for soc in sorted(lead) for part in occupation_names(soc)]
    model = LinearSVC(C=GROUP_PENALTY, random_state=SEED)
    return _fit("groups", titles + named, np.ones(len(titles) + len(named)), model, threshold)


def occupation_names(soc: str) -> list[str]:
    """The name of an occupation and the parts it lists: "Chemists and Materials Scientists" says two."""
    whole = re.sub(r"(?i),? (all other|except.*)$", "", re.sub(r"^[\d-]+\s*", "", soc))
    parts = (part.strip() for part in re.split(r",| and ", whole))
    return [*(part for part in parts if part), whole]


def _fit(
    reads: Literal["roles", "groups"],
    titles: Sequence[tuple[str, str]],
    weights: NDArray[np.float64],
    model: LogisticRegression | LinearSVC,
    threshold: float,
) -> TitleTable:
    read = [READINGS[reads](title) for title, _ in titles]
    rarity = rarities(read).astype(np.float16)
    rows = _matrix(read, rarity)
    model.fit(rows, [label for _, label in titles], sample_weight=weights)
    scale = np.abs(model.coef_).max(axis=1) / STEPS
    words = frozenset[int]().union(*(words_of(title) for title, _ in titles))
    return TitleTable(
        reads=reads,
        labels=tuple(map(str, model.classes_)),
        weights=np.ascontiguousarray(np.round(model.coef_ / scale[:, None]).T.astype(np.int8)),
        scale=scale.astype(np.float32),
        bias=model.intercept_.astype(np.float32),
        rarity=rarity,
        words=words,
        threshold=threshold,
    )


def rarities(read: Sequence[tuple[Block, ...]]) -> NDArray[np.float64]:
    """By bucket: log((1 + titles) / (1 + titles with it)) + 1."""
    found = np.zeros(BUCKETS)
    for blocks in read:
        found[list({bucket(feature) for block in blocks for feature in block.counts})] += 1
    weighed: NDArray[np.float64] = np.log((1 + len(read)) / (1 + found)) + 1
    return weighed


def _matrix(read: Sequence[tuple[Block, ...]], rarity: NDArray[np.float16]) -> csr_matrix:
    vectors = [vector(blocks, lambda at: float(rarity[at])) for blocks in read]
    starts = np.cumsum([0, *map(len, vectors)])
    columns = [at for each in vectors for at in each]
    values = [value for each in vectors for value in each.values()]
    return csr_matrix((values, columns, starts), shape=(len(vectors), BUCKETS))


class Told(NamedTuple):
    """What a table told of a title it had not seen: the labels, the likeliest first, and the lead of the first."""

    row: Row | CrosswalkRow
    labels: tuple[str, ...]
    lead: float


def told_by(table: TitleTable, row: Row | CrosswalkRow) -> Told:
    """What `table` says of a title: the lead is in shares for roles, in scores for groups."""
    values = (shares if table.reads == "roles" else scored)(row.title, table)
    first, second, *_ = values.values()
    return Told(row, tuple(values), first - second)


def told_unseen(
    rows: Sequence[AnyRow], fit: Callable[[Sequence[AnyRow]], TitleTable], seed: int
) -> list[Told]:
    """Every title as told by a table that was fitted without it."""
    told: list[Told] = []
    for fold in folds(rows, seed):
        table = fit([rows[at] for at in fold.seen])
        told += [told_by(table, rows[at]) for at in fold.unseen]
    return told


def unsure_below(told: Sequence[Told]) -> float:
    """The lead that the least certain 15 % do not reach."""
    return float(np.quantile([one.lead for one in told], UNSURE_SHARE))


def main(arguments: list[str]) -> int:
    """Fit both tables on the whole of their sets and keep them."""
    parser = argparse.ArgumentParser(prog="python -m fitting.titles", description="Fit the title tables.")
    parser.add_argument("data", type=Path, help="folder of the data sets")
    data: Path = parser.parse_args(arguments).data
    file = data_file(data, MARKETPLACE)
    roles = marketplace_titles(file)
    table = fit_roles(roles, unsure_below(told_unseen(roles, fit_roles, SEED)))
    _keep("titles_roles", table, MARKETPLACE, file, roles)
    file = data_file(data, CROSSWALK)
    groups = crosswalk_titles(file)
    table = fit_groups(groups, unsure_below(told_unseen(groups, fit_groups, SEED)))
    _keep("titles_groups", table, CROSSWALK, file, groups)
    return 0


def _keep(
    name: str, table: TitleTable, source: Source, file: Path, rows: Sequence[Row | CrosswalkRow]
) -> None:
    arrays: dict[str, NDArray[Any]] = {
        "weights": table.weights,
        "scale": table.scale,
        "bias": table.bias,
        "rarity": table.rarity,
        "words": np.array(sorted(table.words), dtype=np.uint32),
    }
    told = {
        "seed": SEED,
        "features": VERSION,
        "reads": table.reads,
        "labels": table.labels,
        "threshold": round(table.threshold, 4),
        "unsure_share": UNSURE_SHARE,
        "rows": len(rows),
        "rows_by_label": dict(sorted(Counter(row.label for row in rows).items())),
    }
    keep_arrays(name, arrays, source, file, told)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
