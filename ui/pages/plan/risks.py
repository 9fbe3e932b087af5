"""What could go wrong and what is planned against it, in money; and what is in hand if the provider is gone."""

import uuid
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLayout, QWidget

from app.analysis.plan_risks import HIGH, LOW, MEDIUM
from app.queries.engagements import PlanPage
from app.queries.plan_risks import (
    ExitRow,
    RiskRow,
    RisksPart,
    exit_states,
    risk_states,
    risks_part,
    third_words,
)
from app.services import plan_risks, terms
from app.words import say
from ui.pages.plan.acts import Acts, PartView
from ui.pages.plan.live import LiveForm, pair
from ui.pages.plan.opening import Item, OpeningList, cells
from ui.pages.plan.risk_square import RiskSquare
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.charts import MeterBar
from ui.widgets.chips import StatusChip
from ui.widgets.fields import Choice, DateField, MoneyEdit, NumberEdit, TextField
from ui.widgets.fold import Fold
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, column, framed, row
from ui.widgets.text import Heading, Label

EXIT_TONES = {"open": "warn", "arranged": "neutral", "secured": "success", "not_applicable": "neutral"}


class RisksView(PartView):
    """Part 8 of the plan; it can be changed until the project ends."""

    def __init__(self, acts: Acts) -> None:
        super().__init__(acts)
        self._currency = acts.context.formats.currency
        self._stages: tuple[tuple[str, str], ...] = ()
        self._money = Label("", "dense", "text2", wrap=True)
        self._list = OpeningList(say("Nothing is on the list yet."))
        self._list.removed.connect(self._remove)
        self._square = RiskSquare()
        self._choice = Choice(
            (), blank=say("Choose from the library"), name=say("Risk to add from the library")
        )
        self._own = TextField(
            longest=200, name=say("A risk of your own"), placeholder=say("A risk of your own")
        )
        self._own.entered.connect(self._add)
        add = Button(say("Add it"), icon="plus", dense=True)
        add.clicked.connect(self._add)
        self._adding = framed(row((self._choice, 1), (self._own, 1), add, gap=10))
        self._fill = Button(say("Fill in what is usual"), "primary")
        self._fill.clicked.connect(self._fill_in)
        fold = Fold(say("Show them in a square"), say("Hide the square"), self._square)
        self._exit = OpeningList(say("Nothing is written down yet."))
        self._bar = MeterBar(height=8)
        self._score = Label("", "dense", "text2", wrap=True)
        risks = column(
            Heading(say("What could go wrong"), "sub"), 4, self._money, 6, self._list, 8, self._adding,
            row(self._fill, STRETCH), 8, fold,
        )  # fmt: skip
        out = column(
            Heading(say("If they vanish tomorrow"), "sub"), 8, self._bar, 6, self._score, 6, self._exit
        )
        self.setLayout(column(Card(risks, padding=18), 14, Card(out, padding=18), STRETCH))

    def show_plan(self, plan: PlanPage, blocked: str) -> None:
        context = self.acts.context
        part: RisksPart | None = context.operations.read(
            partial(risks_part, project_id=self.acts.project, formats=context.formats)
        )
        if part is None:
            return
        if plan.price.excl is not None:
            self._currency = plan.price.excl.currency
        editable = not blocked
        self._stages = part.stages
        self._money.setText(" ".join(part.money_words))
        self._list.show_items([self._item(each) for each in part.risks], editable=editable)
        self._choice.set_options(part.offered, blank=say("Choose from the library"))
        self._adding.setVisible(editable)
        self._fill.setVisible(plan.can_edit and editable and not part.risks)
        self._square.show_cells(part.grid)
        self._exit.show_items([self._exit_item(each) for each in part.exit], editable=editable)
        self._bar.setVisible(bool(part.exit))
        self._bar.show_share(part.exposure / 100, part.exposure_words)
        self._score.setText(part.exposure_words)

    def first(self) -> QWidget | None:
        return self._choice.target() if self._adding.isVisibleTo(self) else None

    def flush(self) -> None:
        self._list.flush()
        self._exit.flush()

    # Risks ----------------------------------------------------------------------------------------

    def _item(self, risk: RiskRow) -> Item:
        def summary() -> QLayout:
            name = say("{number} {risk}", number=risk.number, risk=risk.words)
            size = say(
                "Chance {likely}, damage {hurts}",
                likely=risk.likely_words.lower(),
                hurts=risk.hurts_words.lower(),
            )
            cost = say("{expected} on average", expected=risk.expected) if risk.expected else ""
            sizes = (Label(each, "caption", "text3", wrap=True) for each in (cost, risk.delay) if each)
            who = column(
                Label(risk.plan, "dense", "text2", wrap=True),
                Label(say("Watched by {name}", name=risk.watched_by) if risk.watched_by else say("Nobody watches it"),
                      "caption", "text3", wrap=True), STRETCH, gap=2,
            )  # fmt: skip
            how = column(Label(size, "dense", wrap=True), *sizes, STRETCH, gap=2)
            chip = StatusChip(risk.state_words, "warn" if risk.state == "happened" else "neutral")
            return row(
                (framed(column(Label(name, "dense_medium", wrap=True), STRETCH)), 4), (framed(how), 3),
                (framed(who), 5), (framed(column(row(chip, STRETCH), STRETCH)), 2), gap=14,
            )  # fmt: skip

        values = {
            "likely": str(risk.raw_likely), "hurts": str(risk.raw_hurts), "cost": risk.raw_cost,
            "days": risk.raw_days, "stage_id": risk.stage_id.hex if risk.stage_id is not None else "",
            "plan": risk.plan, "watched_by": risk.watched_by, "state": risk.state, "look_on": risk.look_on,
            "early_sign": risk.early_sign, "fallback": risk.fallback,
        }  # fmt: skip
        return Item(risk.id, risk.words, summary, partial(self._form, risk), values, say("Drop this risk"))

    def _form(self, risk: RiskRow) -> LiveForm:
        context = self.acts.context

        def short(label: str) -> FormRow:
            return FormRow(label, TextField(longest=300), role="medium")

        rows = {
            "likely": FormRow(say("How likely"), Choice(_levels()), role="medium"),
            "hurts": FormRow(say("How bad"), Choice(_levels()), role="medium"),
            "cost": FormRow(
                say("What it would cost"), MoneyEdit(self._currency, context.formats), role="medium",
                optional=True, help=say("Left empty: a share of the price, our own default"),
            ),
            "days": FormRow(
                say("Working days it would cost"),
                NumberEdit(context.formats, least=Decimal(0), most=Decimal(plan_risks.MOST_DAYS), chars=6),
                role="medium", optional=True, help=say("Left empty, it moves no date"),
            ),
            "stage_id": FormRow(
                say("What it would hold up"), Choice(self._stages, blank=say("The end of the plan")), role="medium"
            ),
            "plan": short(say("What is planned against it")),
            "watched_by": short(say("Who watches it")),
            "state": FormRow(say("Where it stands"), Choice(risk_states()), role="medium"),
            "look_on": FormRow(
                say("Next look"), DateField(context.today, context.formats), role="medium", optional=True
            ),
            "early_sign": short(say("How it shows early")),
            "fallback": short(say("If it happens all the same")),
        }  # fmt: skip
        form = LiveForm(context, f"plan-risk/{risk.id}", rows, partial(self._apply, risk.id))
        form.lay_out(
            column(
                pair(rows["likely"], rows["hurts"], rows["cost"]), pair(rows["days"], rows["stage_id"]), rows["plan"],
                pair(rows["watched_by"], rows["look_on"], rows["state"]),
                pair(rows["early_sign"], rows["fallback"]), gap=12,
            )
        )  # fmt: skip
        return form

    # What is in hand ------------------------------------------------------------------------------

    def _exit_item(self, item: ExitRow) -> Item:
        def summary() -> QLayout:
            chip = StatusChip(item.state_words, EXIT_TONES[item.state], filled=item.state == "open")
            where = " · ".join(filter(None, (item.place, item.when)))
            return row(
                (framed(cells((item.what, "dense_medium", "text", 5), (where or item.why, "dense", "text2", 5))), 10),
                (framed(row(chip, STRETCH)), 2), gap=14,
            )  # fmt: skip

        values = {"place": item.place, "state": item.state}
        return Item(item.id, item.what, summary, partial(self._exit_form, item), values)

    def _exit_form(self, item: ExitRow) -> LiveForm:
        rows = {
            "place": FormRow(say("Where it lies"), TextField(longest=200), role="medium", help=item.why),
            "state": FormRow(
                say("How safe it is"), Choice(exit_states()), role="medium",
                help=say("In hand means that one of you looked at it or tried it"),
            ),
        }  # fmt: skip
        form = LiveForm(self.acts.context, f"plan-exit/{item.id}", rows, partial(self._secure, item))
        form.lay_out(pair(rows["place"], rows["state"]))
        return form

    # Acting ---------------------------------------------------------------------------------------

    def _apply(self, risk: uuid.UUID, key: str, value: Any) -> bool:
        if key in ("likely", "hurts"):
            value = int(value) if value else 0
        if key == "stage_id":
            value = uuid.UUID(hex=value) if value else None
        return self.acts.do(plan_risks.change_risk, say("Change a risk"), risk_id=risk, **{key: value})

    def _secure(self, item: ExitRow, key: str, value: Any) -> bool:
        fields = {"state": value} if key == "state" else {"state": item.state, "place": value}
        return self.acts.do(plan_risks.secure, say("Change what is in hand"), item_id=item.id, **fields)

    def _add(self) -> None:
        library, own = self._choice.value(), self._own.value()
        if not library and not own:
            self._own.target().setFocus()
            return
        fields = {"words": own} if own else {"risk": library}
        made = self.acts.make(plan_risks.add_risk, say("Add a risk"), project_id=self.acts.project, **fields)
        if made is not None:
            self._own.set_value("")

    def _remove(self, risk: uuid.UUID, name: str) -> None:
        self.acts.do(
            plan_risks.remove_risk, say("Drop a risk"), done=say("Dropped: {risk}.", risk=name), risk_id=risk
        )

    def _fill_in(self) -> None:
        self.acts.do(
            terms.draft_terms, say("Fill in the usual risks"),
            project_id=self.acts.project, parts=("risks", "exit"),
        )  # fmt: skip


def _levels() -> tuple[tuple[str, str], ...]:
    """1 to 5 in words; the three words of the square with their shades."""
    return (
        ("1", say("Very low")), ("2", third_words(LOW)), ("3", third_words(MEDIUM)),
        ("4", third_words(HIGH)), ("5", say("Very high")),
    )  # fmt: skip
