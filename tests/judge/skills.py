"""Skills told from the titles and texts of freelance posts, held against the labels their writers gave them.

Both sets are for evaluation only: nothing is fitted on them, and `upwork_labels.json`, which says which of our
skills a label means, is used here and nowhere else. The names and rules that are judged come from the trade, and the
order of what a rule implies from open sets (`fitting/skill_use.py`); names were written by people who had seen
which labels are frequent in the development part, so expect less on another.
"""

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from statistics import mean, stdev
from typing import NamedTuple

from app.analysis.needs import Vocabulary, read
from tests.judge.score import Score, Target, at_least, file_of, unless_missing
from tests.judge.vocabularies import before, shipped

TODAY = date(2026, 11, 23)
FIRST = 5
LABELS = Path(__file__).with_name("upwork_labels.json")


class Post(NamedTuple):
    """A text and the skills its labels mean."""

    text: str
    skills: frozenset[str]


def judge(data: Path, *, fresh: bool) -> Iterator[Score]:
    """Titles alone, then whole posts. There is nothing to fit, so `fresh` changes nothing."""
    yield from unless_missing(
        "skills of titles", partial(_scores, "skills of titles", titles, data, at_least(0.48))
    )
    yield from unless_missing(
        "skills of posts", partial(_scores, "skills of posts", posts, data, at_least(0.54))
    )


def titles(data: Path) -> list[Post]:
    """The titles that have labels."""
    file = file_of(data, "upwork_titles_skills", "jobs.csv")
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [(row["Job Title"], row["Skills"].split(",")) for row in csv.DictReader(lines)]
    return _labelled(rows)


def posts(data: Path) -> list[Post]:
    """Title and description of the posts that have labels."""
    jobs = json.loads(file_of(data, "upwork_full_posts", "jobs.json").read_text("utf-8"))
    return _labelled([(f"{job['title']}\n{job['description']}", _list(job["skills"])) for job in jobs])


def _list(labels: str | list[str] | None) -> list[str]:
    return labels.split(",") if isinstance(labels, str) else labels or []


def _labelled(rows: Sequence[tuple[str, list[str]]]) -> list[Post]:
    known: dict[str, str] = json.loads(LABELS.read_text("utf-8"))
    found = [
        Post(text, frozenset(known[label.strip()] for label in labels if label.strip() in known))
        for text, labels in rows
    ]
    return [post for post in found if post.skills]


def _scores(task: str, load: Callable[[Path], list[Post]], data: Path, target: Target) -> Iterator[Score]:
    every = load(data)
    told = [_told(post.text, shipped()) for post in every]
    found = [_recall(post, skills[:FIRST]) for post, skills in zip(every, told, strict=True)]
    plain = mean(_recall(post, _told(post.text, before())[:FIRST]) for post in every)
    error = stdev(found) / len(found) ** 0.5
    note = f"{len(every)} labelled; baseline: the taxonomy without additions and implications"
    yield Score(task, f"recall in {FIRST}", mean(found), error, plain, target, note)
    usual = [
        skill for skill, _ in Counter(skill for post in every for skill in post.skills).most_common(FIRST)
    ]
    always = mean(_recall(post, usual) for post in every)
    named = [_recall(post, _told(post.text, shipped()._replace(implied=()))[:FIRST]) for post in every]
    yield Score(
        task, "named alone", mean(named), None, always, None, f"baseline: always the {FIRST} most frequent"
    )
    yield Score(task, "F1 (micro)", _f1(every, told), None, None, None, f"the first {FIRST}, nothing weighed")


def _told(text: str, vocabulary: Vocabulary) -> list[str]:
    return [skill for skill, _ in read(text, vocabulary, today=TODAY).likely()]


def _recall(post: Post, skills: Sequence[str]) -> float:
    return len(post.skills.intersection(skills)) / len(post.skills)


def _f1(every: Sequence[Post], told: Sequence[list[str]]) -> float:
    right = sum(
        len(post.skills.intersection(skills[:FIRST])) for post, skills in zip(every, told, strict=True)
    )
    said, wanted = sum(len(skills[:FIRST]) for skills in told), sum(len(post.skills) for post in every)
    return 2 * right / (said + wanted)
