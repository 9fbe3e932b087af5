"""Forms that came back may be dropped anywhere: each goes to the round it answers, by its mark."""

import re
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from app.words import say
from app.workflows import replies as workflow
from app.workflows.replies import Looked
from ui.context import Context

_PROJECT = re.compile(r"project/([0-9a-f-]{36})(?:/|$)")


def take_replies(context: Context, paths: Sequence[Path], address: str, reader: QWidget) -> None:
    """Look at each file and keep it with its round; one without a mark goes to the project that is open."""
    found = _PROJECT.match(address)
    here = uuid.UUID(found[1]) if found else None
    for path in paths:
        content: list[bytes] = []
        problem = context.operations.shown(partial(_read, path, content))
        if problem:
            context.notices.problem(problem)
            continue
        context.jobs.run(
            workflow.look_all, workflow.the_reader(), path.name, content[0],
            label=say("Looking at a reply"),
            done=partial(_keep, context, here),
            reader=reader,
        )  # fmt: skip


def _read(path: Path, into: list[bytes]) -> None:
    into.append(workflow.content_of(path))


def _keep(context: Context, here: uuid.UUID | None, looked: Sequence[Looked]) -> None:
    """Each goes to its own round; what hangs on one mail and has no mark goes where the others of it go."""
    kept = []
    marked = [context.operations.carry_out(partial(_project_of, each)) for each in looked]
    besides = next((project for project in marked if project is not None), here)
    for each in looked:
        project = context.operations.carry_out(partial(_kept_with, context, besides, each))
        if project is not None:
            kept.append(project)
    if kept:
        context.notices.toast(workflow.kept_words(len(kept)), tone="success")
        context.go(f"project/{kept[0]}/quotes")


def _project_of(looked: Looked, workspace: Any) -> uuid.UUID | None:
    return workflow.project_of(workspace, looked)


def _kept_with(context: Context, here: uuid.UUID | None, looked: Looked, workspace: Any) -> uuid.UUID | None:
    project = workflow.project_of(workspace, looked) or here
    if project is None:
        words = say(
            "“{file}” carries no mark of a form of ours. Open the Quotes page of its project and drop it there.",
            file=looked.name,
        )
        context.notices.problem(words)
        return None
    workflow.keep(workspace, looked, project_id=project, at=datetime.now(UTC), on=context.today())
    return project
