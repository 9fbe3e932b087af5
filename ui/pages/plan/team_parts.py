"""Who does what from where: the parts of the work as a table, with the chosen one open beneath it."""

import uuid
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Signal

from app.queries.team_rows import HeadRow, PartRow, TeamChoices, TeamDesign
from app.services import team
from app.words import say
from ui.models.columns import Align, Cell, Column
from ui.models.rows import RowsModel
from ui.pages.plan.acts import Acts
from ui.pages.plan.live import LiveForm, pair
from ui.widgets.buttons import Button, IconButton, LinkButton
from ui.widgets.cards import Card
from ui.widgets.fields import Choice, MoneyEdit, NumberEdit, TextField
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.table import Table
from ui.widgets.text import Heading, Label

NOTHING = Decimal(0)
IDS = ("stage_id", "person_id")


def part_columns() -> tuple[Column, ...]:
    """Who with their work, where, days, day rate and cost."""
    return (
        Column(say("Who"), _part_of, sort=lambda each: each.who),
        Column(say("Where"), lambda each: Cell(each.where, tone="text2", wraps=True), width=190),
        _figures(say("Days"), "days", 72),
        _figures(say("Day rate"), "rate", 104),
        _figures(say("Cost"), "cost", 112),
    )


def head_columns() -> tuple[Column, ...]:
    """The same for all that one person does."""
    who = Column(say("Who"), lambda each: Cell(each.who, role="dense_medium", tail=each.does))
    where = Column(say("Where"), lambda each: Cell(each.where, tone="text2"), width=240)
    return (who, where, *part_columns()[2:])


def _part_of(part: PartRow) -> Cell:
    return Cell(
        part.who, role="dense_medium", sub=say("{work} · {phase}", work=part.title, phase=part.phase_words)
    )


def _figures(title: str, name: str, width: int) -> Column:
    sorts = {"days": lambda each: each.effort}

    def cell(each: PartRow | HeadRow) -> Cell:
        return Cell(str(getattr(each, name)), tabular=True, tone="text2" if name == "rate" else "text")

    return Column(title, cell, width=width, align=Align.END, sort=sorts.get(name))


class PartEditor(Card):
    """The fields of one part of the work."""

    def __init__(self, acts: Acts, part: PartRow, choices: TeamChoices) -> None:
        self.part_id = part.id
        self._acts = acts
        self._providers: dict[str, str] = {}
        formats = acts.context.formats

        def days() -> NumberEdit:
            return NumberEdit(formats, unit=say("days"), least=NOTHING, chars=6)

        self._rows = {
            "title": FormRow(say("What is done"), TextField(longest=120), role="medium"),
            "role": FormRow(say("Role"), Choice(choices.roles, blank=say("Not said")), role="medium"),
            "person_id": FormRow(
                say("Who does it"), Choice(choices.people, blank=say("Nobody by name yet")), role="medium"
            ),
            "tier": FormRow(say("Where they are based"), Choice(choices.tiers, blank=say("Not said")), role="medium"),
            "effort": FormRow(say("Days in all"), days(), role="medium"),
            "on_site": FormRow(say("Of these at your place"), days(), role="medium"),
            "day_rate": FormRow(say("Day rate, excl. tax"), MoneyEdit(choices.currency, formats), role="medium"),
            "phase": FormRow(say("What it is for"), Choice(choices.phases), role="medium"),
            "stage_id": FormRow(
                say("Delivered with"), Choice(choices.stages, blank=say("Beside all stages")), role="medium"
            ),
            "provider": FormRow(
                say("Which provider"), Choice(choices.providers, blank=choices.chosen), role="medium"
            ),
            "quoted_in": FormRow(
                say("Where their quote stands"), TextField(longest=120), role="medium",
                help=say("Like “mail of 3 March”. Another day rate or other days need another quote."),
            ),
        }  # fmt: skip
        self.form = LiveForm(acts.context, f"plan-part/{part.id}", self._rows, self._apply)
        rows = self._rows
        self.form.lay_out(
            column(
                pair(rows["title"], rows["role"]), pair(rows["person_id"], rows["tier"]),
                pair(rows["effort"], rows["on_site"], rows["day_rate"]), pair(rows["phase"], rows["stage_id"]),
                pair(rows["provider"], rows["quoted_in"]), gap=12,
            )
        )  # fmt: skip
        super().__init__(column(self.form), kind="well", padding=14)

    def show_part(self, part: PartRow, choices: TeamChoices, *, editable: bool) -> None:
        """Show the part, sparing what is being typed."""
        for name, options, blank in (
            ("person_id", choices.people, say("Nobody by name yet")),
            ("stage_id", choices.stages, say("Beside all stages")),
            ("provider", choices.providers, choices.chosen),
        ):
            field = self._rows[name].field
            assert isinstance(field, Choice)
            field.set_options(options, blank=blank)
        values: dict[str, Any] = {
            key: getattr(part, key) for key in self._rows if key not in (*IDS, "effort", "on_site")
        }
        values |= {key: str(getattr(part, key) or "") for key in IDS}
        values |= {key: getattr(part, key).normalize() + 0 for key in ("effort", "on_site")}
        self.form.show_values(values)
        self.form.set_editable(editable)
        self._rows["provider"].setVisible(bool(choices.providers))
        self._rows["quoted_in"].setVisible(bool(part.provider))
        self._providers = dict(choices.providers)

    def _apply(self, key: str, value: Any) -> bool:
        if key == "provider":
            value = (uuid.UUID(value), self._providers[value]) if value else None
        elif key in IDS:
            value = uuid.UUID(value) if value else None
        elif value is None and key != "day_rate":
            return False
        return self._acts.do(team.change_part, say("Change the team"), part_id=self.part_id, **{key: value})


class PartsTable(Card):
    """The parts of the work with their sums, and the form of the chosen one while `editing`."""

    redrawn = Signal()

    def __init__(self, acts: Acts) -> None:
        self._acts = acts
        self._design: TeamDesign | None = None
        self._editable = False
        self._editor: PartEditor | None = None
        self._model = RowsModel(part_columns())
        self.table = Table(self._model, name=say("Every part of the work"), fits=True)
        self._heads = RowsModel(head_columns(), identify=lambda each: each.key)
        self.people = Table(self._heads, name=say("Team and true cost"), fits=True)
        self.table.chosen.connect(lambda _: self._show_editor())
        self._editor_place = column()
        self._days = Label("", "dense_strong", wrap=True)
        self._total = Label("", "sub15", tabular=True)
        self._rates = Label("", "dense", "text2", wrap=True)
        self._beside = Label("", "dense", "text3", wrap=True)
        self.each = LinkButton(say("Show every package"))
        self.each.clicked.connect(self._turn)
        self._every = False
        self._add = Button(say("Add work"), icon="plus", dense=True)
        self._add.clicked.connect(self._add_part)
        self._remove = IconButton("trash-2", say("Remove this part of the work"))
        self._remove.clicked.connect(self._remove_part)
        ways = Button(say("Ways to staff it"), icon="users", dense=True)
        ways.clicked.connect(lambda: acts.go("plan/staffing"))
        title = Heading(say("Team and true cost"), "sub")
        head = row((title, 1), self.each, ways, gap=10, margins=(12, 14, 13, 0))
        total = row((self._days, 1), Label(say("In all, excl. tax"), "dense", "text2"), self._total, gap=8)
        self._acting = framed(row(self._add, STRETCH, self._remove, gap=6, margins=(12, 8, 8, 0)))
        foot = framed(column(total, self._rates, self._beside, gap=3, margins=(12, 10, 13, 0)))
        super().__init__(
            column(head, 8, self.people, self.table, self._acting, framed(self._editor_place), foot),
            padding=(1, 1, 1, 14),
        )

    def show_design(self, design: TeamDesign, *, editable: bool) -> None:
        """Show the team."""
        self._design, self._editable = design, editable
        self._model.show(design.parts)
        self._heads.show(design.heads)
        self._days.setText(say("{days}, {rate} a day on average", days=design.days, rate=design.effective))
        self._total.setText(design.total)
        for label, text in (
            (self._rates, design.true),
            (self._beside, " ".join(filter(None, (design.difference, design.unpriced, design.others)))),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self._show_editor()

    def flush(self) -> None:
        """Keep what is being typed."""
        if self._editor is not None:
            self._editor.form.flush()

    def _turn(self) -> None:
        self._every = not self._every
        self._show_editor()

    def _show_editor(self) -> None:
        editing = self._editable and self._every
        words = say("Change the team") if self._editable else say("Show every package")
        self.each.set_words(say("Show people only") if self._every else words)
        self.people.setHidden(self._every)
        self.table.setVisible(self._every)
        self._acting.setVisible(editing)
        part = self.table.current_row() if editing else None
        if self._editor is not None and (not isinstance(part, PartRow) or self._editor.part_id != part.id):
            self._editor.form.flush()
            self._editor = None
            clear(self._editor_place)
        self._remove.setEnabled(isinstance(part, PartRow))
        if isinstance(part, PartRow) and self._design is not None:
            if self._editor is None:
                self._editor = PartEditor(self._acts, part, self._design.choices)
                self._editor_place.addWidget(self._editor)
            self._editor.show_part(part, self._design.choices, editable=editing)

    def _add_part(self) -> None:
        made = self._acts.make(
            team.add_part, say("Add work to the team"), project_id=self._acts.project, title=say("More work")
        )
        if made is not None and self.table.choose(made) and self._editor is not None:
            self._editor.form.focus("title")

    def _remove_part(self) -> None:
        part = self.table.current_row()
        if isinstance(part, PartRow):
            self._acts.do(
                team.remove_part, say("Remove “{work}” from the team", work=part.title),
                done=say("“{work}” is out of the team.", work=part.title), part_id=part.id,
            )  # fmt: skip
            self.table.setFocus()
