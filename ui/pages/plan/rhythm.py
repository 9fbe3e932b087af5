"""The working rhythm: meetings, ways of telling things, the steps of a quarrel, and who does what."""

import uuid
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLayout, QWidget

from app.queries.engagements import PlanPage
from app.queries.plan_rhythm import LineRow, rhythm_part
from app.services import terms
from app.words import say
from ui.pages.plan.acts import Acts, PartView
from ui.pages.plan.duties import DutiesCard
from ui.pages.plan.live import LiveForm, pair
from ui.pages.plan.opening import Item, OpeningList, cells
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.fields import NumberEdit, TextField
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, column, framed, row
from ui.widgets.text import Heading, Label

MEETING, CHANNEL, ESCALATION = "meeting", "channel", "escalation"


class RhythmView(PartView):
    """Part 6 of the plan."""

    def __init__(self, acts: Acts) -> None:
        super().__init__(acts)
        kinds = (
            (MEETING, say("Who meets when"), say("No meeting is agreed yet.")),
            (CHANNEL, say("Who tells whom what"), say("Nothing is agreed yet.")),
            (ESCALATION, say("If you disagree"), say("No step is agreed yet.")),
        )
        self._lists: dict[str, OpeningList] = {}
        self._adds: list[QWidget] = []
        self._fill = Button(say("Fill in what is usual"), "primary")
        self._fill.clicked.connect(self._fill_in)
        cards: list[Any] = [row(self._fill, STRETCH), 10]
        for kind, title, nothing in kinds:
            self._lists[kind] = OpeningList(nothing)
            self._lists[kind].removed.connect(self._remove)
            cards += [
                Card(column(Heading(title, "sub"), 4, self._lists[kind], 8, self._adder(kind)), padding=18),
                14,
            ]
        self._language = Label("", "dense", "text2", wrap=True)
        self._duties = DutiesCard(acts)
        self.setLayout(column(*cards, self._duties, 10, self._language, STRETCH))

    def show_plan(self, plan: PlanPage, blocked: str) -> None:
        part = self.acts.context.operations.read(partial(rhythm_part, project_id=self.acts.project))
        if part is None:
            return
        editable = plan.can_edit and not blocked
        rows = {MEETING: part.meetings, CHANNEL: part.channels, ESCALATION: part.steps}
        for kind, found in rows.items():
            self._lists[kind].show_items([self._item(kind, each) for each in found], editable=editable)
        for add in self._adds:
            add.setVisible(editable)
        self._fill.setVisible(editable and not any(rows.values()))
        self._language.setText(say("How things are said: {rule}.", rule=part.language))
        self._duties.show_part(part, editable=editable)

    def first(self) -> QWidget | None:
        return self._fill if self._fill.isVisibleTo(self) else None

    def flush(self) -> None:
        for each in self._lists.values():
            each.flush()
        self._duties.flush()

    def _adder(self, kind: str) -> QWidget:
        name = {
            MEETING: say("Another meeting"), CHANNEL: say("Something else to tell"),
            ESCALATION: say("Another step"),
        }[kind]  # fmt: skip
        line = TextField(longest=120, name=name, placeholder=name)
        add = Button(say("Add it"), icon="plus", dense=True)
        add.setAccessibleName(say("Add: {what}", what=name))
        add.clicked.connect(lambda: self._add(kind, line))
        line.entered.connect(lambda: self._add(kind, line))
        made = framed(row((line, 1), add, gap=10))
        self._adds.append(made)
        return made

    def _item(self, kind: str, line: LineRow) -> Item:
        def summary() -> QLayout:
            when = " · ".join(filter(None, (line.often, line.minutes)))
            more = " · ".join(filter(None, (line.how, line.result)))
            return cells(
                (line.what, "dense_medium", "text", 4), (line.who, "dense", "text2", 4),
                (when, "dense", "text2", 3), (more, "dense", "text3", 4),
            )  # fmt: skip

        values = {
            "what": line.what,
            "who": line.who,
            "often": line.often,
            "how": line.how,
            "result": line.result,
        }
        remove = say("Take {name} out of the plan", name=line.what)
        return Item(
            line.id, line.what, summary, partial(self._form, line), {**values, **_minutes(line)}, remove
        )

    def _form(self, line: LineRow) -> LiveForm:
        def short(label: str, help: str = "") -> FormRow:
            return FormRow(label, TextField(longest=200), role="medium", help=help)

        rows = {
            "what": short(say("What it is")), "who": short(say("Who")),
            "often": short(say("When"), say("Like “every Friday, 12:00” or “within 4 hours”")),
            "minutes": FormRow(
                say("How long"), NumberEdit(self.acts.context.formats, unit=say("minutes"), whole=True, chars=5),
                role="medium", optional=True,
            ),
            "how": short(say("How")), "result": short(say("What comes of it")),
        }  # fmt: skip
        form = LiveForm(self.acts.context, f"plan-rhythm/{line.id}", rows, partial(self._apply, line.id))
        form.lay_out(
            column(
                pair(rows["what"], rows["who"]), pair(rows["often"], rows["minutes"]),
                pair(rows["how"], rows["result"]), gap=12,
            )
        )  # fmt: skip
        return form

    # Acting ---------------------------------------------------------------------------------------

    def _apply(self, line: uuid.UUID, key: str, value: Any) -> bool:
        if key == "minutes" and value is not None:
            value = int(value)
        return self.acts.do(
            terms.change_rhythm, say("Change the working rhythm"), line_id=line, **{key: value}
        )

    def _add(self, kind: str, line: TextField) -> None:
        if not line.value():
            line.target().setFocus()
            return
        made = self.acts.make(
            terms.add_rhythm, say("Add to the working rhythm"), project_id=self.acts.project, kind=kind,
            what=line.value(),
        )  # fmt: skip
        if made is not None:
            line.set_value("")

    def _remove(self, line: uuid.UUID, name: str) -> None:
        self.acts.do(
            terms.remove_rhythm, say("Take {name} out of the plan", name=name),
            done=say("{name} is out of the plan.", name=name), line_id=line,
        )  # fmt: skip

    def _fill_in(self) -> None:
        self.acts.do(
            terms.draft_terms,
            say("Fill in the usual rhythm"),
            project_id=self.acts.project,
            parts=("rhythm",),
        )


def _minutes(line: LineRow) -> dict[str, Any]:
    return {"minutes": None if line.raw_minutes is None else Decimal(line.raw_minutes)}
