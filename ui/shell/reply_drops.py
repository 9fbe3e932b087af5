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
            workflow.look, workflow.the_reader(), path.name, content[0],
            label=say("Looking at “{file}”", file=path.name),
            done=partial(_keep, context, here),
            reader=reader,
        )  # fmt: skip


def _read(path: Path, into: list[bytes]) -> None:
    into.append(workflow.content_of(path))


def _keep(context: Context, here: uuid.UUID | None, looked: Looked) -> None:
    project = context.operations.carry_out(partial(_kept_with, context, here, looked))
    if project is None:
        return
    context.notices.toast(say("“{file}” is kept, sealed as it came.", file=looked.name), tone="success")
    context.go(f"project/{project}/quotes")


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
