"""The brief as one set of values by question, wherever each of them is kept."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.domain.briefs import Answer, BriefFile, BriefItem, ItemKind, Need, NeedWeight
from app.domain.projects import Project
from app.knowledge.answers import CONFIRMED
from app.knowledge.told import told_in

LISTS: Mapping[str, ItemKind] = {
    "b5.must": ItemKind.MUST,
    "b5.nice": ItemKind.NICE,
    "b5.out": ItemKind.OUT,
}
"""Questions answered with a list whose lines are kept one by one: quotes and sign-off tests point at them."""

FILES = "b6.files"
"""The question answered with files."""


def answer_values(
    project: Project,
    answers: Iterable[Answer],
    items: Iterable[BriefItem],
    files: Iterable[BriefFile],
    needs: Iterable[Need] = (),
) -> dict[str, Any]:
    """Every answer by its question, in the plain values of the question schema.

    Step 1 is kept on the project itself, lists line by line and files as files; here they stand beside the
    rest, and so do the skills that somebody confirmed as needed. A question without an answer is not in it.
    """
    values: dict[str, Any] = {answer.question: answer.value for answer in answers if answer.value is not None}
    ordered = sorted(items, key=lambda item: (item.place, item.id))
    for question, kind in LISTS.items():
        lines = [item.text for item in ordered if item.kind is kind]
        if lines:
            values[question] = lines
    kept = [{"name": f.name, "size": f.size, "sha256": f.sha256} for f in files if f.question == FILES]
    if kept:
        values[FILES] = kept
    step_one = {
        "b1.kind": project.card,
        "b1.template": project.main_template,
        "b1.further": list(project.further_templates),
        "b1.name": project.title,
    }
    values.update({question: value for question, value in step_one.items() if value})
    if musts := [need.skill for need in needs if _holds(need, values)]:
        values[CONFIRMED] = sorted(set(musts))
    return values


def places_of(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Where whole words stand in a text, whatever their case."""
    pattern = rf"(?<!\w){re.escape(words)}(?!\w)"
    return (found.span() for found in re.finditer(pattern, text, re.IGNORECASE))


def _holds(need: Need, values: Mapping[str, Any]) -> bool:
    """Whether a need is confirmed, and its words still stand where they are read; one added by hand has none."""
    if not need.confirmed or need.weight is not NeedWeight.MUST:
        return False
    return not need.words or any(any(places_of(need.words, told.text)) for told in told_in(values))
