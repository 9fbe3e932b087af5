"""Who does what: a table of letters, and the chosen activity's parts beneath it to be settled otherwise."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QFrame

from app.queries.plan_rhythm import RaciRow, RhythmPart, letter_words
from app.services import duties
from app.words import say, say_count
from ui.models.columns import Cell, Column
from ui.models.rows import RowsModel
from ui.pages.plan.acts import Acts
from ui.pages.plan.live import LiveForm, pair
from ui.widgets.buttons import LinkButton
from ui.widgets.cards import Card
from ui.widgets.fields import Choice
from ui.widgets.fold import Fold
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.table import Table, TableCard
from ui.widgets.text import Heading, Label

BESIDE = 3
"""Choices that stand beside one another."""


class DutyEditor(QFrame):
    """The parts of everybody in one activity; exactly one answers for it."""

    def __init__(self, acts: Acts, duty: RaciRow, part: RhythmPart) -> None:
        super().__init__()
        self.key = duty.key
        self._acts = acts
        self._duty = duty
        self._keys = part.keys
        rows = {
            key: FormRow(name, Choice(letter_words()), role="medium")
            for key, name in zip(part.keys, part.columns, strict=True)
        }
        self._form = LiveForm(acts.context, f"plan-duty/{acts.project}/{duty.key}", rows, self._apply)
        made = list(rows.values())
        self._form.lay_out(
            column(*(pair(*made[at : at + BESIDE]) for at in range(0, len(made), BESIDE)), gap=12)
        )
        self._missing = Label("", "dense_medium", "warn_text", wrap=True)
        self._back = LinkButton(say("Back to who usually does it"), kind="fix")
        self._back.clicked.connect(self._usual)
        inside = column(
            Heading(duty.activity, "sub"), 10, self._form, 8, self._missing, row(self._back, STRETCH)
        )
        self.setLayout(column(Card(inside, kind="well", padding=14)))

    def show_duty(self, duty: RaciRow, *, editable: bool) -> None:
        """Show the parts, sparing what is being typed."""
        self._duty = duty
        self._form.show_values(dict(zip(self._keys, duty.letters, strict=True)))
        self._form.set_editable(editable)
        self._missing.setText(duty.missing)
        self._missing.setVisible(bool(duty.missing))
        self._back.setVisible(editable and not duty.usual)

    def flush(self) -> None:
        """Keep what is being typed."""
        self._form.flush()

    def _apply(self, key: str, value: Any) -> bool:
        return self._acts.do(
            duties.set_duty, say("Settle who does “{activity}”", activity=self._duty.activity),
            project_id=self._acts.project, activity=self.key, who=key, letter=value,
        )  # fmt: skip

    def _usual(self) -> None:
        self._acts.do(
            duties.usual_duty, say("Settle who does “{activity}”", activity=self._duty.activity),
            project_id=self._acts.project, activity=self.key,
        )  # fmt: skip


class DutiesCard(Card):
    """The table, folded away, with what of it is settled otherwise than usual."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts
        self._part: RhythmPart | None = None
        self._editable = False
        self._model: RowsModel | None = None
        self._table: Table | None = None
        self._editor: DutyEditor | None = None
        self._letters = Label("", "dense", "text3", wrap=True)
        self._count = Label("", "dense", "text2", wrap=True)
        self._table_place = column()
        self._editor_place = column()
        who = column(self._letters, 8, framed(self._table_place), 10, framed(self._editor_place))
        self.fold = Fold(say("Show who does what"), say("Hide who does what"), framed(who))
        super().__init__(
            column(Heading(say("Who does what"), "sub"), 4, self._count, 6, self.fold), padding=18
        )

    def show_part(self, part: RhythmPart, *, editable: bool) -> None:
        """Show the table as it stands."""
        made_anew = self._part is None or part.columns != self._part.columns
        self._part, self._editable = part, editable
        self._letters.setText(part.letters)
        self._count.setText(_count_words(part.raci))
        if made_anew or self._model is None:
            clear(self._table_place)
            self._model = RowsModel(_columns(part.columns), identify=lambda found: found.key)
            self._table = Table(self._model, name=say("Who does what"), fits=True, sortable=False)
            self._table.chosen.connect(self._chosen)
            self._table_place.addWidget(TableCard(self._table))
        self._model.show(part.raci)
        self._show_editor()

    def flush(self) -> None:
        """Keep what is being typed."""
        if self._editor is not None:
            self._editor.flush()

    def _chosen(self, _: object) -> None:
        self._show_editor()

    def _show_editor(self) -> None:
        chosen = self._table.current_row() if self._table is not None else None
        duty = chosen if isinstance(chosen, RaciRow) else None
        if self._editor is not None and (duty is None or duty.key != self._editor.key):
            self._editor.flush()
            self._editor = None
            clear(self._editor_place)
        if duty is None or self._part is None:
            return
        if self._editor is None:
            self._editor = DutyEditor(self._acts, duty, self._part)
            self._editor_place.addWidget(self._editor)
        self._editor.show_duty(duty, editable=self._editable)


def _count_words(rows: Sequence[RaciRow]) -> str:
    own = sum(not found.usual for found in rows)
    if not own:
        return say("As it usually is. Choose an activity to settle it otherwise.")
    return say_count(
        "{count} activity is settled otherwise than usual.",
        "{count} activities are settled otherwise than usual.",
        own,
    )


def _columns(names: Sequence[str]) -> tuple[Column, ...]:
    said = dict(letter_words())

    def letter(at: int) -> Any:
        def cell(found: RaciRow) -> Cell:
            mark = found.letters[at]
            strong = "dense_strong" if "A" in mark or "R" in mark else "dense"
            return Cell(mark or "–", role=strong, said=said[mark])

        return cell

    return (
        Column(say("What is done"), _activity, width=240),
        *(Column(name, letter(at)) for at, name in enumerate(names)),
    )


def _activity(found: RaciRow) -> Cell:
    if found.missing:
        said = say("{activity}. {missing}", activity=found.activity, missing=found.missing)
        return Cell(found.activity, icon="triangle-alert", icon_tone="warn", role="dense_medium", said=said)
    return Cell(found.activity, role="dense_medium", tone="text" if found.usual else "accent_text")
