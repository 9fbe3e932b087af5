"""The rows of a list as they would be taken in: their columns in the table, and one row in full."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.words import say
from app.workflows.import_rows import Decision, ImportRow, RowKind
from ui.models.columns import Align, Cell, Column
from ui.widgets.cards import Line
from ui.widgets.chips import StatusChip
from ui.widgets.choices import Option, RadioList
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.tab_order import follow_layout
from ui.widgets.text import Icon, Label, breakable

TONES: Mapping[RowKind, str] = {
    "new": "success",
    "changed": "info",
    "same": "neutral",
    "look_alike": "warn",
    "twin": "warn",
    "refused": "danger",
}
CHOICES: Mapping[RowKind, tuple[Decision, ...]] = {
    "new": ("add", "skip"),
    "changed": ("change", "skip"),
    "same": (),
    "look_alike": ("skip", "change", "add"),
    "twin": ("skip", "add"),
    "refused": (),
}
"""What a person can decide about a row of each kind."""

TOP = Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True)
class Decided:
    """A row of the list with what will happen to it."""

    row: ImportRow
    decision: Decision
    same_as: uuid.UUID | None = None
    """Which of several look-alikes it is."""

    @property
    def id(self) -> int:
        """Its line, which no other row has."""
        return self.row.line


def decided_columns() -> tuple[Column, ...]:
    """Line, provider, kind, what is told about it, and what will happen."""
    return (
        Column(
            say("Line"), lambda each: Cell(str(each.row.line), tone="text3", tabular=True), width=64,
            align=Align.END, sort=lambda each: each.row.line,
        ),
        Column(say("Provider"), _name, width=220),
        Column(
            say("In the list"), lambda each: Cell(each.row.kind_words, chip=TONES[each.row.kind]), width=196
        ),
        Column(say("What it says"), _told),
        Column(say("What happens"), _happens, width=140),
    )  # fmt: skip


def _name(each: Decided) -> Cell:
    return Cell(each.row.name or say("No name"), sub=each.row.town, role="dense_medium")


def _told(each: Decided) -> Cell:
    refused = each.row.kind == "refused"
    return Cell(each.row.summary, tone="danger_text" if refused else "text2")


def _happens(each: Decided) -> Cell:
    words = {"add": say("Is added"), "change": say("Is changed"), "skip": say("Left out")}
    icon = {"add": "plus", "change": "pencil", "skip": "minus"}[each.decision]
    tone = "text3" if each.decision == "skip" else "text"
    return Cell(words[each.decision], tone=tone, icon=icon, icon_tone="text3")


class RowDetails(QFrame):
    """One row in full; `decided` carries its line, what the person wants done, and as which provider."""

    decided = Signal(int, str, object)

    def __init__(self) -> None:
        super().__init__()
        self._place = column(gap=0)
        self.choice: RadioList | None = None
        self._line = 0
        self.setLayout(column(framed(self._place), STRETCH))

    def show_row(self, each: Decided) -> None:
        """Show `each`; a row that is shown already keeps its radios, and so the focus."""
        if self.choice is not None and each.row.line == self._line:
            self.choice.set_value(_key(each))
            return
        clear(self._place)
        self._line = each.row.line
        shown = each.row
        where = say("Line {line}", line=shown.line)
        if shown.town:
            where = say("{town} · line {line}", town=shown.town, line=shown.line)
        self._place.addLayout(row(StatusChip(shown.kind_words, TONES[shown.kind], filled=True), STRETCH))
        self._place.addSpacing(6)
        self._place.addWidget(Label(breakable(where), "caption", "text3", wrap=True))
        self._show_choice(each)
        self._part(say("What is wrong"), [_remark(one.column, one.text, "danger") for one in shown.faults])
        self._part(
            say("Looks like"),
            [_plain(" · ".join(filter(None, (one.name, one.town)))) for one in shown.look_alikes],
        )
        self._part(say("Would change"), [_changed(one.label, one.before, one.after) for one in shown.changes])
        self._part(say("Worth knowing"), [_remark(one.column, one.text, "info") for one in shown.remarks])
        follow_layout(self)

    def _show_choice(self, each: Decided) -> None:
        self.choice = None
        offered = CHOICES[each.row.kind]
        if not offered:
            words = (
                say("It is not imported. Put it right in the file and choose the file again.")
                if each.row.kind == "refused"
                else say("The directory has all of this already.")
            )
            self._part("", [Label(words, "dense", "text2", wrap=True)])
            return
        options = [option for one in offered for option in _options(one, each.row)]
        self.choice = RadioList(options, name=say("What happens to it"))
        self.choice.set_value(_key(each))
        self.choice.committed.connect(self._decide)
        self._part(say("What happens to it"), [self.choice])

    def _part(self, title: str, lines: list[QWidget]) -> None:
        if not lines:
            return
        self._place.addSpacing(12)
        if title:
            self._place.addWidget(Line())
            self._place.addSpacing(10)
            self._place.addWidget(Label(title, "dense_strong"))
            self._place.addSpacing(4)
        for line in lines:
            self._place.addWidget(line)
            self._place.addSpacing(6)

    def _decide(self) -> None:
        if self.choice is not None:
            decision, _, provider = self.choice.value().partition(":")
            self.decided.emit(self._line, decision, uuid.UUID(provider) if provider else None)


def _key(each: Decided) -> str:
    """The option that says what was decided."""
    return f"{each.decision}:{each.same_as.hex}" if each.same_as is not None else each.decision


def _options(decision: Decision, shown: ImportRow) -> list[Option]:
    """What can be chosen for a decision: where several look alike, each of them by its name and town."""
    if decision != "change" or len(shown.look_alikes) < 2:
        return [_option(decision, shown)]
    return [
        Option(
            f"{decision}:{one.id.hex}",
            say("It is “{name}”, {town}: change it", name=one.name, town=one.town)
            if one.town
            else say("It is “{name}”: change it", name=one.name),
        )
        for one in shown.look_alikes
    ]


def _option(decision: Decision, shown: ImportRow) -> Option:
    if shown.kind == "look_alike":
        words = {
            "skip": say("Leave it out"),
            "change": say("It is the same: change it"),
            "add": say("It is another one: add it"),
        }
        return Option(decision, words[decision])
    if shown.kind == "twin":
        again: dict[Decision, str] = {
            "skip": say("It is the same: leave it out"),
            "add": say("It is another one: add it"),
        }
        return Option(decision, again[decision])
    plain = {"add": say("Add it"), "change": say("Change it"), "skip": say("Leave it out")}
    return Option(decision, plain[decision])


def _plain(words: str) -> QWidget:
    return Label(breakable(words), "dense", "text2", wrap=True)


def _changed(label: str, before: str, after: str) -> QWidget:
    told = say("{before} → {after}", before=before, after=after)
    return framed(
        column(
            Label(label, "caption", "text3", wrap=True),
            Label(breakable(told), "dense", "text", wrap=True),
            gap=1,
        )
    )


def _remark(where: str, text: str, tone: str) -> QWidget:
    icon = "circle-alert" if tone == "danger" else "info"
    place = Label(breakable(say("Column “{column}”", column=where)), "caption_medium", "text3", wrap=True)
    words = column(place if where else None, Label(breakable(text), "dense", "text2", wrap=True), gap=1)
    return framed(row((Icon(icon, tone, 16), TOP), (words, 1), gap=8))
