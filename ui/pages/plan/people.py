"""The people of the engagement, whoever comes to the owner first, and how well the others can be reached."""

import uuid
from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.queries.engagements import PersonRow, PlanPage, Terms
from app.queries.lapses import lapses_of_chosen
from app.queries.plan_reach import reach
from app.services import engagements
from app.words import say
from ui.context import Context
from ui.pages.plan.acts import Acts, PartView
from ui.pages.plan.designer import Designer
from ui.pages.plan.live import LiveForm, pair
from ui.pages.plan.reach import ReachCard
from ui.pages.plan.stage_list import StageList
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card, Line
from ui.widgets.charts import MeterBar
from ui.widgets.chips import Avatar, Tag
from ui.widgets.fields import Choice, NumberEdit, TextField, Tick
from ui.widgets.form_row import FormRow
from ui.widgets.lapse_line import LapseLine
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.text import Heading, Icon, Label, Prose

TOP = Qt.AlignmentFlag.AlignTop
HUNDRED = Decimal(100)
ON_SITE = "on_site"
HOURS_STEP = "8"
"""The page of the brief that asks when people have to be reachable."""


def sides() -> tuple[tuple[str, str], ...]:
    """Where a person can stand, in the order of the list."""
    return (
        ("on_site", say("On site")), ("remote", say("Elsewhere")),
        ("owner", say("Your side")), ("broker", say("Broker")),
    )  # fmt: skip


class PersonLine(QFrame):
    """One person: who, where, when and how to call them; opens into a form."""

    changed = Signal(object, str, object)
    """Id, field, value."""

    removed = Signal(object, str)

    def __init__(self, acts: Acts, person: PersonRow) -> None:
        super().__init__()
        self._acts = acts
        self._person = person
        self.form: LiveForm | None = None
        self._edit: LinkButton | None = None
        self._summary = column()
        self._place = column()
        self.setLayout(column(framed(self._summary), framed(self._place)))

    def show_person(self, person: PersonRow, *, editable: bool) -> None:
        """Show what is known of the person."""
        self._person = person
        had_focus = self._edit is not None and self._edit.hasFocus()
        clear(self._summary)
        where = " · ".join(filter(None, (person.place, person.days)))
        call = " · ".join(filter(None, (person.phone, person.email)))
        name = Label(person.name, "dense_strong", wrap=True)
        first = Tag(say("Call first")) if person.leads else None
        who = column(
            row(name, first, STRETCH, gap=8), Label(person.role, "caption", "text3", wrap=True), gap=2
        )
        reach = column(
            Label(
                where or say("Where and when: not said"), "dense", "text2" if where else "text3", wrap=True
            ),
            Label(call or say("No phone or mail yet"), "caption", "text2" if call else "text3", wrap=True),
            gap=2,
        )
        self._edit = LinkButton(say("Close") if self.form else say("Change"))
        self._edit.setAccessibleName(
            say("Close {name}", name=person.name) if self.form else say("Change {name}", name=person.name)
        )
        self._edit.clicked.connect(self._toggle)
        if not editable:
            self._edit.hide()
        self._summary.addLayout(
            row(
                (Avatar(person.name), TOP),
                (who, 5),
                (reach, 5),
                (self._edit, TOP),
                gap=12,
                margins=(0, 9, 0, 9),
            )
        )
        if had_focus:
            self._edit.setFocus()
        if self.form is not None:
            self.form.show_values(_values(person))
            self.form.set_editable(editable)

    def _toggle(self) -> None:
        if self.form is None:
            self.form = _person_form(self._acts.context, self._person, self._apply)
            remove = LinkButton(say("Take {name} off the list", name=self._person.name), kind="fix")
            remove.clicked.connect(lambda: self.removed.emit(self._person.id, self._person.name))
            self._place.addWidget(Card(column(self.form, 12, row(remove, STRETCH)), kind="well", padding=14))
            self._place.addSpacing(10)
            self.form.focus("name")
        else:
            self.form.flush()
            self.form = None
            clear(self._place)
        self.show_person(self._person, editable=True)

    def _apply(self, key: str, value: Any) -> bool:
        label = say("Change what is known of {name}", name=self._person.name)
        return self._acts.do(
            engagements.set_person, label, project_id=self._acts.project, person_id=self._person.id,
            **{key: value},
        )  # fmt: skip


def _values(person: PersonRow) -> dict[str, Any]:
    keys = ("name", "role", "side", "leads", "place", "days", "phone", "email")
    return {key: getattr(person, key) for key in keys}


def _person_form(context: Context, person: PersonRow, apply: Any) -> LiveForm:
    def short(label: str, help: str = "") -> FormRow:
        return FormRow(label, TextField(longest=120), role="medium", help=help)

    rows = {
        "name": short(say("Name")),
        "role": short(say("What they do here")),
        "side": FormRow(say("Where they stand"), Choice(sides()), role="medium"),
        "place": short(say("Place")),
        "days": short(say("When they are there"), say("Like “2 days a week”")),
        "phone": short(say("Phone")),
        "email": short(say("Mail")),
        "leads": FormRow(say("Who to call"), Tick(say("Call this person first")), role="medium"),
    }
    form = LiveForm(context, f"plan-person/{person.id}", rows, apply)
    form.lay_out(
        column(
            pair(rows["name"], rows["role"]), pair(rows["side"], rows["place"]),
            pair(rows["phone"], rows["email"]), pair(rows["days"], rows["leads"]), gap=12,
        )
    )  # fmt: skip
    form.show_values(_values(person))
    return form


class NewPerson(Card):
    """A name and where the person stands: enough to begin with."""

    added = Signal(str, str, str)
    """Name, side, role."""

    def __init__(self, *, side: str) -> None:
        on_site = side == ON_SITE
        self.name = TextField(longest=120)
        self.side = Choice(sides())
        self.side.set_value(side)
        self.role = TextField(longest=120)
        label = say("Who comes to you?") if on_site else say("Name")
        self._name_row = FormRow(label, self.name, role="medium")
        side_row = None if on_site else FormRow(say("Where they stand"), self.side, role="medium")
        role_row = FormRow(say("What they do here"), self.role, role="medium", optional=True)
        self._add = Button(say("Add the person"), dense=True)
        self._add.clicked.connect(self._take)
        self.name.entered.connect(self._take)
        self.role.entered.connect(self._take)
        why = Prose(
            say("Every plan names one person who is on site and whom you can call. Name them first."), "dense"
        )
        title = Heading(say("Nobody comes to you yet"), "sub15")
        head = (row(Icon("triangle-alert", "warn"), (title, 1), gap=8), 4, why, 10) if on_site else ()
        super().__init__(
            column(*head, pair(self._name_row, side_row, role_row), 10, row(self._add, STRETCH)),
            kind="plain" if on_site else "well",
            padding=16,
        )

    def _take(self) -> None:
        if not self.name.value():
            self._name_row.set_problem(say("Enter a name"))
            self.name.target().setFocus()
            return
        self._name_row.set_problem("")
        self.added.emit(self.name.value(), self.side.value(), self.role.value())


class PeopleView(PartView):
    """Part 1 of the plan."""

    def __init__(self, acts: Acts) -> None:
        super().__init__(acts)
        self._lines: dict[uuid.UUID, PersonLine] = {}
        self._list = column()
        self._first_place = column()
        self._add_place = column()
        self._add = Button(say("Add a person"), icon="plus", dense=True)
        self._add.clicked.connect(self._open_add)
        head = row((Heading(say("People"), "sub"), 1), self._add, gap=10)
        self._team = Designer(acts)
        self._lapse = LapseLine()
        self._clocks = ReachCard()
        self._clocks.brief_asked.connect(self._open_brief)
        self._stages = StageList(acts.context.formats)
        self._stages.opened.connect(self._open_stage)
        self._share = MeterBar(height=8)
        self._share_words = Label("", "dense", "text2", wrap=True)
        agreed = column(
            Heading(say("What is agreed about reaching everyone"), "sub"), 10, self._share, 6, self._share_words, 12,
            self._make_reach(),
        )  # fmt: skip
        self.setLayout(
            column(
                framed(self._first_place),
                Card(column(head, 4, self._lapse, framed(self._list), framed(self._add_place)), padding=18), 14,
                self._team, 14, self._clocks, 14, self._stages, 14,
                Card(agreed, padding=18), STRETCH,
            )
        )  # fmt: skip

    def _make_reach(self) -> LiveForm:
        formats = self.acts.context.formats
        nothing = Decimal(0)
        rows = {
            "on_site_share": FormRow(
                say("Part of the work done at your place"),
                NumberEdit(formats, unit=say("%"), least=nothing, most=HUNDRED, chars=5), role="medium",
            ),
            "shared_hours": FormRow(
                say("Hours a day you can reach the others"),
                NumberEdit(formats, unit=say("hours"), least=nothing, most=Decimal(24), chars=5),
                role="medium",
            ),
        }  # fmt: skip
        self._reach = LiveForm(self.acts.context, f"plan-reach/{self.acts.project}", rows, self._apply_reach)
        self._reach.lay_out(pair(*rows.values()))
        return self._reach

    def show_plan(self, plan: PlanPage, blocked: str) -> None:
        on_site = [each for each in plan.people if each.side == ON_SITE]
        self._show_lines(plan.people, editable=not blocked)
        self._add.setVisible(not blocked)
        if on_site or blocked:
            clear(self._first_place)
        elif not self._first_place.count():
            ask = NewPerson(side=ON_SITE)
            ask.added.connect(self._new)
            self._first_place.addWidget(ask)
            self._first_place.addSpacing(14)
        context = self.acts.context
        read = context.operations.read
        seen: dict[str, Any] = {
            "lens": context.lens, "project_id": self.acts.project, "formats": context.formats,
        }  # fmt: skip
        told = partial(lapses_of_chosen, project_id=self.acts.project, today=context.today())
        self._lapse.show_lapsing(read(partial(told, formats=context.formats)))
        self._team.show_plan(editable=plan.can_edit and not blocked)
        self._clocks.show_reach(read(partial(reach, **seen, today=context.today())))
        self._stages.show_plan(plan)
        self._show_reach(plan.terms, plan.can_edit and not blocked)

    def first(self) -> QWidget | None:
        item = self._first_place.itemAt(0)
        ask = item.widget() if item is not None else None
        return ask.name.target() if isinstance(ask, NewPerson) else self._add

    def flush(self) -> None:
        for line in self._lines.values():
            if line.form is not None:
                line.form.flush()
        self._reach.flush()
        self._team.flush()

    def _show_lines(self, people: Sequence[PersonRow], *, editable: bool) -> None:
        kept = {person.id: self._lines.get(person.id) for person in people}
        # removeWidget, not takeAt: an item left over would keep the heights of the widget's next place stale.
        for line in filter(None, kept.values()):
            self._list.removeWidget(line)
        clear(self._list)
        self._lines = {}
        if not people:
            self._list.addWidget(Label(say("Nobody is named yet."), "dense", "text3"))
        side = ""
        for person in people:
            if person.side != side:
                side = person.side
                self._list.addWidget(_Group(person.side_words))
            else:
                self._list.addWidget(Line())
            line = kept[person.id] or self._line(person)
            self._list.addWidget(line)
            line.show_person(person, editable=editable)
            self._lines[person.id] = line

    def _line(self, person: PersonRow) -> PersonLine:
        made = PersonLine(self.acts, person)
        made.removed.connect(self._remove)
        return made

    def _show_reach(self, terms: Terms, editable: bool) -> None:
        share = terms.on_site_share
        self._share.setVisible(share is not None)
        hours = terms.shared_hours_value
        said = []
        if share is not None:
            rest = self.acts.context.formats.percent(1 - share)
            said.append(say("{share} at your place, {rest} elsewhere.", share=terms.on_site, rest=rest))
            self._share.show_share(float(share), said[0])
        if hours is not None:
            said.append(say("You share {hours} working hours a day.", hours=terms.shared_hours))
        self._share_words.setText(" ".join(said) or say("Not agreed yet. Ask before you both agree."))
        self._reach.show_values(
            {
                "on_site_share": None if share is None else (share * HUNDRED).normalize() + 0,
                "shared_hours": hours,
            }
        )
        self._reach.set_editable(editable)

    def _apply_reach(self, key: str, value: Any) -> bool:
        if key == "on_site_share" and value is not None:
            value /= HUNDRED
        label = say("Change how the team can be reached")
        return self.acts.do(engagements.set_terms, label, project_id=self.acts.project, **{key: value})

    def _open_brief(self) -> None:
        self.acts.context.go(f"project/{self.acts.project}/brief/{HOURS_STEP}")

    def _open_stage(self, stage: uuid.UUID) -> None:
        self.acts.context.go(f"project/{self.acts.project}/plan/stages/{stage}")

    def _open_add(self) -> None:
        if self._add_place.count():
            clear(self._add_place)
            return
        form = NewPerson(side="remote")
        form.added.connect(self._new)
        self._add_place.addSpacing(10)
        self._add_place.addWidget(form)
        form.name.target().setFocus()

    def _new(self, name: str, side: str, role: str) -> None:
        made = self.acts.make(
            engagements.set_person, say("Add {name}", name=name), project_id=self.acts.project,
            name=name, side=side, role=role, leads=side == ON_SITE,
        )  # fmt: skip
        if made is not None:
            clear(self._add_place)
            self._add.setFocus()

    def _remove(self, person: uuid.UUID, name: str) -> None:
        self.acts.do(
            engagements.remove_person, say("Take {name} off the list", name=name),
            done=say("{name} is off the list.", name=name), person_id=person,
        )  # fmt: skip
        self._add.setFocus()


class _Group(QFrame):
    """The side that the people under it stand on."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setLayout(column(10, Label(words, "caption_medium", "text3")))
