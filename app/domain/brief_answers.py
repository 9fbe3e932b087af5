"""The brief as one set of values by question, wherever each of them is kept."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.domain.briefs import Answer, BriefFile, BriefItem, ItemKind
from app.domain.projects import Project

LISTS: Mapping[str, ItemKind] = {
    "b5.must": ItemKind.MUST,
    "b5.nice": ItemKind.NICE,
    "b5.out": ItemKind.OUT,
}
"""Questions answered with a list whose lines are kept one by one: quotes and sign-off tests point at them."""

FILES = "b6.files"
"""The question answered with files."""


def answer_values(
    project: Project, answers: Iterable[Answer], items: Iterable[BriefItem], files: Iterable[BriefFile]
) -> dict[str, Any]:
    """Every answer by its question, in the plain values of the question schema.

    Step 1 is kept on the project itself, lists line by line and files as files; here they stand
    beside the rest. A question without an answer is not in it.
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
    return values
