"""Answers kept from an earlier kind of the project: to read, to use for a question of today, or to go back to."""

import uuid
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.queries.earlier_answers import EarlierAnswer, earlier_answers
from app.queries.lens import Lens
from app.services import briefs
from app.words import say
from app.words.formats import Formats
from ui.widgets.buttons import LinkButton
from ui.widgets.cards import Card
from ui.widgets.layouts import FlowLayout, column, framed, row
from ui.widgets.text import Heading, Icon, Label, Prose

TOP = Qt.AlignmentFlag.AlignTop


class Around(Protocol):
    """What a page is given, as far as the card reads and writes by it."""

    @property
    def operations(self) -> Any:
        """Reads, and runs verbs that can be undone."""
        ...

    @property
    def formats(self) -> Formats:
        """How dates, numbers and money are written."""
        ...

    @property
    def lens(self) -> Lens:
        """Who looks."""
        ...

    def today(self) -> date:
        """The business date."""
        ...


class EarlierAnswers(Card):
    """Read-only. What is done with them is handed over as a verb, for the page to run."""

    acted = Signal(object, str, str)
    """A verb, what it is called for undo, and what is said when it is done."""

    def __init__(
        self,
        found: Sequence[EarlierAnswer],
        project_id: uuid.UUID,
        on: date,
        lens: Lens,
        *,
        changeable: bool,
    ) -> None:
        self._project, self._on, self._lens, self._changeable = project_id, on, lens, changeable
        title = say("Answers from the earlier kind")
        head = row((Icon("history", "text2", 18), TOP), (Heading(title, "sub15"), 1), gap=9)
        told = Prose(
            say("Kept to read and to use again. They count for nothing, and no paper shows them."),
            "dense",
            "text2",
        )
        parts: list[QWidget | int] = [framed(head), 2, told]
        for template, some in groupby(found, key=lambda each: each.template):
            own = list(some)
            parts += [12, *self._kind(template, own[0].kind), *(self._answer(each) for each in own)]
        super().__init__(column(*parts), kind="well", padding=(18, 14, 18, 12))
        self.setAccessibleName(title)

    def _kind(self, template: str, name: str) -> list[QWidget]:
        if not name:
            return []
        named: list[QWidget] = [Label(name, "dense_strong", wrap=True)]
        if not self._changeable:
            return named
        back = LinkButton(say("Go back to this kind"), icon="arrow-left")
        back.setAccessibleName(say("Go back to: {kind}", kind=name))
        back.clicked.connect(partial(self._take_up, template, False))
        beside = LinkButton(say("It involves this as well"), icon="plus")
        beside.setAccessibleName(say("It also involves: {kind}", kind=name))
        beside.clicked.connect(partial(self._take_up, template, True))
        acts = FlowLayout(12)
        acts.addWidget(back)
        acts.addWidget(beside)
        return [*named, framed(acts)]

    def _take_up(self, template: str, beside: bool) -> None:
        verb = partial(
            briefs.take_up_kind,
            project_id=self._project,
            template=template,
            beside=beside,
            on=self._on,
            by=self._lens.value,
        )
        done = self._done(say("Its questions are asked again, with your answers."))
        self.acted.emit(verb, say("Take up an earlier kind of project"), done)

    def _done(self, words: str) -> str:
        """What is said afterwards: a broker may only have suggested it."""
        broker = self._lens is Lens.BROKER
        return say("Done. Where the owner has said otherwise, it is suggested to them.") if broker else words

    def _answer(self, each: EarlierAnswer) -> QFrame:
        held: list[QWidget] = [Label(each.label, "dense", "text2", wrap=True)]
        held += [Prose(line, "body", "text") for line in each.lines]
        if each.fits is not None and self._changeable:
            use = LinkButton(say("Use it for “{question}”", question=each.fits.label), wrap=True)
            use.clicked.connect(partial(self._use, each, each.fits.question))
            held.append(use)
        return framed(column(*held, gap=2, margins=(0, 6, 0, 6)))

    def _use(self, each: EarlierAnswer, question: str) -> None:
        verb = partial(
            briefs.answer,
            project_id=self._project,
            question=question,
            value=each.value,
            on=self._on,
            by=self._lens.value,
        )
        self.acted.emit(
            verb, say("Use “{answer}”", answer=each.label), say("Used. See whether it still fits.")
        )


def earlier_card(
    around: Around, project_id: uuid.UUID, *, changeable: bool, then: Callable[[], object] | None = None
) -> EarlierAnswers | None:
    """What stands aside as a card that acts, or None where nothing does; `then` follows what was done."""
    read = partial(earlier_answers, project_id=project_id, formats=around.formats)
    found: Sequence[EarlierAnswer] = around.operations.read(read)
    if not found:
        return None

    def act(verb: object, label: str, done: str) -> None:
        if around.operations.succeeded(verb, label, done=done) and then is not None:
            then()

    card = EarlierAnswers(found, project_id, around.today(), around.lens, changeable=changeable)
    card.acted.connect(act)
    return card
