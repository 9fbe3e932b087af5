"""The safe first step: a small paid stage with a way out, offered and taken on the page "Are you ready?"."""

import uuid
from functools import partial
from typing import Any

from app.queries.first_steps import FirstStepView
from app.services import choices
from app.words import say
from ui.context import Context
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card
from ui.widgets.chips import StatusChip
from ui.widgets.layouts import STRETCH, FlowLayout, column, framed, row
from ui.widgets.points import bullets
from ui.widgets.text import Heading, Label, Prose


class FirstStepCard(Card):
    """What the first step is, what it costs and what comes out of it; one act takes or leaves it."""

    def __init__(self, context: Context, project: uuid.UUID, step: FirstStepView) -> None:
        self._context, self._project = context, project
        taken = step.taken is not None
        marks = FlowLayout(8)
        if taken:
            day = context.formats.day(step.taken)
            marks.addWidget(StatusChip(say("Chosen {day}", day=day), "success", filled=True))
        act = Button(say("Begin with this"), dense=True)
        back = LinkButton(say("Buy the whole at once instead"))
        acts: list[Any] = [back if taken else act, STRETCH] if step.changeable else []
        super().__init__(
            column(
                Label(say("A safe first step"), "dense_strong", "text2"),
                4,
                Heading(step.name, "title"),
                6 if taken else 0,
                framed(marks) if taken else None,
                6,
                Prose(step.why, "body", "text") if not taken else None,
                6,
                *bullets(_points(step)),
                12 if acts else 0,
                row(*acts, gap=14),
            ),
            kind="accent" if taken else "plain",
            padding=20,
        )
        act.clicked.connect(self._take)
        back.clicked.connect(self._leave)

    def _take(self) -> None:
        context = self._context
        verb = partial(
            choices.take_first_step, project_id=self._project, on=context.today(), by=context.lens.value
        )
        done = say("Chosen. It is in the brief, and becomes the first stage of the plan.")
        self._context.operations.run(verb, say("Begin with a first step"), done=done)

    def _leave(self) -> None:
        verb = partial(choices.leave_first_step, project_id=self._project, on=self._context.today())
        self._context.operations.run(verb, say("Buy the whole at once"))


def _points(step: FirstStepView) -> tuple[str, ...]:
    return (
        step.words,
        say("It takes {effort} and brings: {result}.", effort=step.effort, result=step.deliverable),
        say("Its results are yours, to go on with this provider or any other."),
    )
