"""Runs the plan's verbs for its parts: they know only what changed, this knows project and day."""

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QWidget

from app.queries.engagements import PlanPage
from ui.context import Context


class Acts:
    """The way from a part of the plan to the workspace."""

    def __init__(self, context: Context, project: uuid.UUID) -> None:
        self.context = context
        self.project = project

    def do(self, verb: Callable[..., object], label: str, *, done: str = "", **arguments: Any) -> bool:
        """Run a verb on today's date; False after saying why it could not be done."""
        dated = partial(verb, on=self.context.today(), **arguments)
        return self.context.operations.succeeded(dated, label, done=done)

    def make(self, verb: Callable[..., uuid.UUID], label: str, **arguments: Any) -> uuid.UUID | None:
        """Run a verb that makes something and return its id, or None after saying why it could not."""
        dated = partial(verb, on=self.context.today(), **arguments)
        return self.context.operations.run(dated, label)

    def go(self, place: str) -> None:
        """Show another page of this project."""
        self.context.go(f"project/{self.project}/{place}")


class PartView(QFrame):
    """One part of the plan on its page."""

    def __init__(self, acts: Acts) -> None:
        super().__init__()
        self.acts = acts

    def show_plan(self, plan: PlanPage, blocked: str) -> None:
        """Show `plan`; with `blocked`, it can only be read."""
        raise NotImplementedError

    def first(self) -> QWidget | None:
        """What takes the focus when the part opens."""
        return None

    def flush(self) -> None:
        """Keep what is being typed."""
