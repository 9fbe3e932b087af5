"""How to pay: the advised way in this project's figures, the other ways beside it, and a broker's own advice."""

import uuid
from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal

from app.analysis.money import Money
from app.queries.estimate_rows import ReadinessView
from app.queries.lens import Lens
from app.queries.ways_to_pay import ELSEWHERE, FITS, OPEN, WaysToPay, WayToPay
from app.services import choices
from app.words import say
from app.words.formats import NOTHING, Formats
from ui.context import Context
from ui.models.columns import Align, Cell, Column
from ui.models.rows import RowsModel
from ui.pages.readiness.parts import Folding
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card, Line
from ui.widgets.chips import StatusChip
from ui.widgets.fields import Choice, TextField
from ui.widgets.fold import Fold
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, FlowLayout, column, framed, row
from ui.widgets.points import bullets
from ui.widgets.table import Table
from ui.widgets.text import Heading, Label, Prose

SIDE = 20
INDENT = 7
"""Beside a table, whose cells are padded themselves."""


class PayingCard(Card):
    """The advised way with three outcomes; below it every other way, none hidden."""

    def __init__(
        self,
        context: Context,
        project: uuid.UUID,
        ways: WaysToPay,
        ready: ReadinessView,
        typed: dict[str, str],
        fold: Folding,
    ) -> None:
        """`typed` is what stood in the broker's form before the page was read again."""
        self._context, self._project, self._ways = context, project, ways
        self.own: _OwnAdvice | None = None
        formats = context.formats
        advised = ways.advised
        beside: list[Any] = []
        if context.lens is Lens.BROKER and ways.changeable:
            self.own = _OwnAdvice(ways, typed)
            beside = [12, Line(), 12, self.own]
        top = column(
            Label(say("How to pay for it"), "dense_strong", "text2"),
            4,
            Heading(advised.name, "title"),
            6,
            *_why(ways),
            10,
            Prose(advised.works, "body", "text") if advised.works else None,
            10,
            _outcomes(ways, formats),
            10,
            *bullets((*ready.pricing_controls, *ready.pricing_notes)),
            margins=(SIDE, SIDE, SIDE, 0),
        )
        assumed = Label(ways.assumed, "caption", "text3", wrap=True) if ways.assumed else None
        table = column(_others(ways.others, formats), margins=(INDENT, 0, INDENT, 0))
        words = (say("Show the other ways to pay"), say("Hide the other ways to pay"))
        others = column(
            Line(),
            10,
            fold(Fold(*words, framed(table), margin=SIDE), "ways"),
            margins=(0, 12, 0, 0),
        )
        foot = column(assumed, *beside, margins=(SIDE, 8, SIDE, SIDE))
        super().__init__(column(top, others, foot), padding=(1, 1, 1, 1))
        if self.own is not None:
            self.own.kept.connect(self._keep)
            self.own.dropped.connect(self._drop)

    def typed(self) -> dict[str, str]:
        """What stands in the broker's form."""
        return self.own.typed() if self.own is not None else {}

    def _keep(self, model: str, because: str) -> None:
        verb = partial(
            choices.choose_pricing,
            project_id=self._project,
            model=model,
            because=because,
            person=self._context.person,
            on=self._context.today(),
            by=self._context.lens.value,
        )
        assert self.own is not None
        self.own.clear()
        done = say("The owner reads this way with your reason.")
        if not self._context.operations.succeeded(verb, say("Advise another way to pay"), done=done):
            self.own.restore({"model": model, "because": because})

    def _drop(self) -> None:
        verb = partial(choices.leave_pricing, project_id=self._project, on=self._context.today())
        self._context.operations.run(verb, say("Let the first advice stand"))


def _why(ways: WaysToPay) -> list[Any]:
    if not ways.override:
        return [Prose(ways.reason, "body", "text")]
    by_rules = say("Your answers alone would lead to: {name}", name=ways.by_rules) if ways.by_rules else ""
    chip = FlowLayout(8)
    chip.addWidget(StatusChip(say("Your broker’s own advice"), "info", filled=True))
    return [
        framed(chip),
        6,
        Prose(ways.override, "body", "text"),
        Label(by_rules, "dense", "text3", wrap=True) if by_rules else None,
    ]


def _outcomes(ways: WaysToPay, formats: Formats) -> Any:
    """Three figures side by side, each with its days."""
    way = ways.advised
    if way.expected is None:
        return Prose(way.missing, "dense", "text3")
    names = (say("If it goes well"), say("As expected"), say("If it goes badly"))
    cells = FlowLayout(28)
    for name, sum_, days in zip(names, (way.well, way.expected, way.badly), ways.days, strict=True):
        words = say("a month") if way.monthly else days
        cells.addWidget(
            framed(
                column(
                    Label(name, "dense", "text2"),
                    Label(formats.money_short(sum_), "title", tabular=True),
                    Label(words, "caption", "text3"),
                    gap=2,
                )
            )
        )
    return framed(cells)


def _others(ways: Sequence[WayToPay], formats: Formats) -> Table:
    model = RowsModel(_columns(formats), identify=lambda way: way.model)
    table = Table(model, name=say("The other ways to pay"), lines=2, fits=True, sortable=False, grows=True)
    model.setParent(table)
    model.show(ways)
    return table


def _columns(formats: Formats) -> tuple[Column, ...]:
    def money(amount: Money | None) -> Cell:
        return Cell(formats.money_short(amount) if amount else NOTHING, tabular=True)

    return (
        Column(
            say("Way to pay"),
            lambda way: Cell(way.name, sub=_standing(way), role="dense_medium", wraps=True, sub_wraps=True),
        ),
        Column(say("Well"), lambda way: money(way.well), width=96, align=Align.END),
        Column(say("Expected"), lambda way: money(way.expected), width=96, align=Align.END),
        Column(say("Badly"), lambda way: money(way.badly), width=96, align=Align.END),
    )


def _standing(way: WayToPay) -> str:
    if way.missing:
        return way.missing
    if way.monthly:
        return say("A month: {how}", how=way.works)
    words = {
        FITS: say("Fits as well"),
        OPEN: say("Nothing speaks against it"),
        ELSEWHERE: say("Not usual for this kind of project"),
    }
    return words.get(way.standing) or say("Against it here: {facts}", facts=way.against)


class _OwnAdvice(Card):
    """A broker's own way to pay, with the reason the owner reads."""

    kept = Signal(str, str)
    dropped = Signal()

    def __init__(self, ways: WaysToPay, typed: dict[str, str]) -> None:
        pairs = [(way.model, way.name) for way in (ways.advised, *ways.others)]
        self.model = Choice(pairs, blank=say("Choose a way"))
        self.because = TextField()
        self._model_row = FormRow(say("Way to pay"), self.model, role="dense_medium")
        self._reason_row = FormRow(
            say("Why?"), self.because, help=say("The owner reads it beside the figures."), role="dense_medium"
        )
        keep = Button(say("Advise this way"), dense=True)
        drop = LinkButton(say("Let the first advice stand")) if ways.override else None
        super().__init__(
            column(
                Label(say("Advise another way"), "dense_strong", "text2"),
                8,
                self._model_row,
                10,
                self._reason_row,
                12,
                row(keep, drop, STRETCH, gap=14),
            ),
            kind="well",
            padding=14,
        )
        self.restore(typed)
        keep.clicked.connect(self._confirm)
        if drop is not None:
            drop.clicked.connect(self.dropped)

    def typed(self) -> dict[str, str]:
        """What stands in the form."""
        return {"model": self.model.value(), "because": self.because.draft()}

    def restore(self, typed: dict[str, str]) -> None:
        """Show what stood in the form."""
        self.model.set_value(typed.get("model", ""))
        self.because.restore(typed.get("because", ""))

    def clear(self) -> None:
        """Begin anew."""
        self.restore({})

    def _confirm(self) -> None:
        model, because = self.model.value(), self.because.value()
        self._model_row.set_problem("" if model else say("Choose a way"))
        self._reason_row.set_problem("" if because else say("Enter the reason"))
        if not model:
            self.model.setFocus()
        elif not because:
            self.because.setFocus()
        else:
            self.kept.emit(model, because)
