"""If it is late or broken: what is promised each month, what a miss costs, and a month worked through."""

import uuid
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLayout, QWidget

from app.queries.engagements import PlanPage
from app.queries.plan_service import LevelRow, ServicePart, service_part
from app.services import terms
from app.words import say, say_count
from ui.pages.plan.acts import Acts, PartView
from ui.pages.plan.live import LiveForm, pair
from ui.pages.plan.opening import Item, OpeningList, bullets, cells
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.fields import Choice, MoneyEdit, NumberEdit, TextField
from ui.widgets.fold import Fold
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.text import Heading, Label, Prose

HUNDRED = Decimal(100)
NOTHING = Decimal(0)


class ServiceView(PartView):
    """Part 5 of the plan."""

    def __init__(self, acts: Acts) -> None:
        super().__init__(acts)
        self._form: LiveForm | None = None
        self._form_place = column()
        self._list = OpeningList(say("No measure is agreed. Without one, nobody can say whether it works."))
        self._list.removed.connect(self._remove)
        self._money = Label("", "dense", "text2", wrap=True)
        self._choice = Choice((), blank=say("Choose a measure"), name=say("Measure to add"))
        self._add = Button(say("Add it"), icon="plus", dense=True)
        self._add.clicked.connect(self._add_one)
        self._adding = framed(row((self._choice, 1), self._add, gap=10))
        self._fill = Button(say("Fill in what is usual"), "primary")
        self._fill.clicked.connect(self._fill_in)
        self._worked = column()
        measures = column(
            Heading(say("What is promised"), "sub"), 4, self._money, 6, self._list, 8, self._adding,
            row(self._fill, STRETCH),
        )  # fmt: skip
        service = column(Heading(say("The service after go-live"), "sub"), 12, framed(self._form_place))
        self.setLayout(
            column(Card(measures, padding=18), 14, framed(self._worked), Card(service, padding=18), STRETCH)
        )

    def show_plan(self, plan: PlanPage, blocked: str) -> None:
        context = self.acts.context
        part = context.operations.read(
            partial(service_part, project_id=self.acts.project, formats=context.formats)
        )
        if part is None:
            return
        editable = plan.can_edit and not blocked
        currency = plan.price.excl.currency if plan.price.excl is not None else context.formats.currency
        form = self._form or self._make_form(currency)
        form.show_values(
            {
                "service_fee": part.fee,
                "credit_pool": (part.pool * HUNDRED).normalize() + 0,
                "bedding_months": Decimal(part.bedding_months),
                "service_hours": part.hours,
            }
        )
        form.set_editable(editable)
        self._list.show_items([self._item(level) for level in part.levels], editable=editable)
        self._choice.set_options(part.offered, blank=say("Choose a measure"))
        self._adding.setVisible(editable and bool(part.offered))
        self._fill.setVisible(editable and not part.levels)
        self._money.setText(
            say_count(
                "{count} of at most {most} measures costs money when it is missed.",
                "{count} of at most {most} measures cost money when they are missed.",
                part.with_money, most=part.most_with_money,
            )
        )  # fmt: skip
        self._show_worked(part)

    def first(self) -> QWidget | None:
        return self._choice.target() if self._adding.isVisibleTo(self) else None

    def flush(self) -> None:
        if self._form is not None:
            self._form.flush()
        self._list.flush()

    def _make_form(self, currency: str) -> LiveForm:
        formats = self.acts.context.formats
        rows = {
            "service_fee": FormRow(
                say("What a month of the service costs"), MoneyEdit(currency, formats), role="medium",
                help=say("Excl. tax, from the day it is live"),
            ),
            "credit_pool": FormRow(
                say("At stake when measures are missed"),
                NumberEdit(formats, unit=say("%"), least=NOTHING, most=HUNDRED, chars=5), role="medium",
                help=say("The most that comes off a month"),
            ),
            "bedding_months": FormRow(
                say("Months that cost nothing yet"),
                NumberEdit(formats, unit=say("months"), least=NOTHING, whole=True, chars=5), role="medium",
                help=say("They are measured from the first day all the same"),
            ),
            "service_hours": FormRow(
                say("In which hours it counts"), TextField(longest=120), role="medium",
                help=say("Like “08:00 to 18:00, Monday to Friday”"),
            ),
        }  # fmt: skip
        form = LiveForm(self.acts.context, f"plan-service/{self.acts.project}", rows, self._apply)
        form.lay_out(
            column(
                pair(rows["service_fee"], rows["credit_pool"]), 12,
                pair(rows["bedding_months"], rows["service_hours"]),
            )
        )  # fmt: skip
        self._form = form
        self._form_place.addWidget(form)
        return form

    def _item(self, level: LevelRow) -> Item:
        def summary() -> QLayout:
            return cells(
                (level.name, "dense_medium", "text", 4),
                (say("{target}, hurts {critical}", target=level.target, critical=level.critical), "dense", "text", 4),
                (level.weight, "dense", "text2", 3),
            )  # fmt: skip

        return Item(
            level.id, level.name, summary, partial(self._level_form, level),
            {
                "target": level.raw_target.normalize() + 0,
                "critical": level.raw_critical.normalize() + 0,
                "weight": level.raw_weight.normalize() + 0,
                "source": level.source,
            },
            say("Take {name} out of the plan", name=level.name),
        )  # fmt: skip

    def _level_form(self, level: LevelRow) -> LiveForm:
        formats = self.acts.context.formats
        rows = {
            "target": FormRow(say("Target"), NumberEdit(formats, chars=7), role="medium"),
            "critical": FormRow(say("Where it hurts"), NumberEdit(formats, chars=7), role="medium"),
            "weight": FormRow(
                say("Weight in the credit"), NumberEdit(formats, least=NOTHING, chars=7), role="medium",
                help=say("0 means no money hangs on it"),
            ),
            "source": FormRow(say("Where it is read"), TextField(longest=200), role="medium"),
        }  # fmt: skip
        form = LiveForm(
            self.acts.context, f"plan-level/{level.id}", rows, partial(self._apply_level, level.id)
        )
        meaning = Label(level.meaning, "dense", "text2", wrap=True)
        form.lay_out(
            column(meaning, 10, pair(rows["target"], rows["critical"], rows["weight"]), 12, rows["source"])
        )
        return form

    def _show_worked(self, part: ServicePart) -> None:
        clear(self._worked)
        if part.worked:
            title = Heading(say("A month worked through"), "sub15")
            fold = Fold(say("How credits work"), say("Hide how credits work"), framed(bullets(part.rules)))
            late = Prose(part.late, "dense") if part.late else None
            said = [Prose(words, "dense") for words in part.worked]
            self._worked.addWidget(Card(column(title, *said, late, fold, gap=6), kind="well", padding=18))
            self._worked.addSpacing(14)

    # Acting ---------------------------------------------------------------------------------------

    def _apply(self, key: str, value: Any) -> bool:
        if value is None and key != "service_fee":
            return False
        if key == "credit_pool":
            value = value / HUNDRED
        if key == "bedding_months":
            value = int(value)
        label = say("Change what the service is held to")
        return self.acts.do(terms.set_service, label, project_id=self.acts.project, **{key: value})

    def _apply_level(self, level: uuid.UUID, key: str, value: Any) -> bool:
        if value is None:
            return False
        return self.acts.do(terms.change_level, say("Change a service level"), level_id=level, **{key: value})

    def _add_one(self) -> None:
        if self._choice.value():
            self.acts.do(
                terms.add_level, say("Add a service level"),
                project_id=self.acts.project, measure=self._choice.value(),
            )  # fmt: skip

    def _remove(self, level: uuid.UUID, name: str) -> None:
        self.acts.do(
            terms.remove_level, say("Take {name} out of the plan", name=name),
            done=say("{name} is out of the plan.", name=name), level_id=level,
        )  # fmt: skip

    def _fill_in(self) -> None:
        self.acts.do(
            terms.draft_terms, say("Fill in the usual service levels"),
            project_id=self.acts.project, parts=("service",),
        )  # fmt: skip
