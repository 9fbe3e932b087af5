"""What quotes are reckoned with: one footing for all of them, settled before the first is opened."""

import uuid
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QFrame, QWidget

from app.analysis.cost_facts import CostFacts, RiskFacts
from app.analysis.money import Money
from app.queries.cost_bases import CostBasisView, cost_basis
from app.services.cost_bases import settle_cost_basis
from app.words import say
from app.words.formats import Formats
from ui.context import Context
from ui.page import Page
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, Line
from ui.widgets.field import Field
from ui.widgets.fields import MoneyEdit, NumberEdit, TextField
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.rows_editor import Cell, RowsColumn, RowsEditor
from ui.widgets.states import Banner, EmptyState, ErrorSummary
from ui.widgets.tab_order import follow_layout
from ui.widgets.text import Heading, Label

HUNDRED = Decimal(100)
AMOUNTS = ("owner_day", "coordination_hour", "transition", "travel")
SHARES = ("changes_share", "money_share", "tax_lost_share", "home_tax_rate")
ALL, REMOTE = "all", "remote"
LONGEST_SOURCE = 300


class BasisForm(QFrame):
    """The fields. It knows nothing of keeping: `facts` are what is typed."""

    def __init__(self, formats: Formats, currency: str) -> None:
        super().__init__()
        self._formats = formats
        self._currency = currency
        percent = partial(NumberEdit, formats, unit=say("%"), least=Decimal(0), most=HUNDRED, chars=5)
        self.fields: dict[str, Field] = {
            "source": TextField(longest=LONGEST_SOURCE),
            **{name: MoneyEdit(currency, formats) for name in AMOUNTS},
            "coordination_hours": NumberEdit(
                formats, unit=say("hours a week"), least=Decimal(0), most=Decimal(168), chars=5
            ),
            **{name: percent() for name in SHARES},
            "risks": RowsEditor(
                _risk_columns(formats),
                formats,
                currency=currency,
                add_words=say("Add something that may happen"),
            ),
        }
        self.rows = {key: FormRow(words, self.fields[key], help=help) for key, words, help in _labels()}
        self.setLayout(self._lay_out())

    def _lay_out(self) -> Any:
        at = self.rows
        return column(
            _section(
                say("Time"),
                column(at["owner_day"], 14, _pair(at["coordination_hours"], at["coordination_hour"])),
            ),
            _section(say("A team elsewhere"), _pair(at["transition"], at["travel"])),
            _section(
                say("What comes on top"),
                column(
                    _pair(at["changes_share"], at["money_share"]),
                    14,
                    _pair(at["tax_lost_share"], at["home_tax_rate"]),
                ),
            ),
            _section(say("What may happen"), at["risks"]),
            _section(say("Where this comes from"), at["source"]),
            gap=14,
        )

    def show_facts(self, facts: CostFacts) -> None:
        """Show what is settled."""
        for key, field in self.fields.items():
            value: Any
            if key == "risks":
                value = [_risk_row(risk) for risk in facts.risks]
            elif key in SHARES:
                share = getattr(facts, key)
                value = None if share is None else (share * HUNDRED).normalize() + 0
            else:
                value = getattr(facts, key)
            field.set_value(value)  # type: ignore[attr-defined]  # every input of the form has it

    def facts(self) -> CostFacts:
        """Every field as typed."""
        typed = {key: field.value() for key, field in self.fields.items()}  # type: ignore[attr-defined]
        shares = {key: None if typed[key] is None else typed[key] / HUNDRED for key in SHARES}
        return CostFacts(
            source=typed["source"],
            coordination_hours=typed["coordination_hours"],
            risks=tuple(_risk(each, self._currency) for each in typed["risks"]),
            **{key: typed[key] for key in AMOUNTS},
            **shares,
        )

    def faults(self) -> list[tuple[str, QWidget]]:
        """What stands against keeping it."""
        return [fault for each in self.rows.values() if (fault := each.check()) is not None]


class CostBasisPage(Page):
    """The form, what it is for, and why it can no longer be changed."""

    interests: ClassVar[frozenset[str]] = frozenset({"cost_basis", "quote", "project"})
    help_topic: ClassVar[str] = "quotes"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.form: BasisForm | None = None
        self._view: CostBasisView | None = None
        self._banner_place, self._form_place = column(), column()
        self._summary = ErrorSummary()
        self._settled = Label("", "dense", "text3", wrap=True)
        self.keep = Button(say("Settle it for all quotes"), "primary")
        self.keep.clicked.connect(self._keep)
        head = column(
            Heading(say("What quotes are reckoned with")),
            Label(
                say(
                    "The same for every quote, and settled before the first is opened. What you leave empty is left "
                    "out and said to be."
                ),
                "dense",
                "text3",
                wrap=True,
            ),
            gap=2,
        )
        self.set_body(
            column(
                head,
                12,
                framed(self._banner_place),
                self._summary,
                framed(self._form_place),
                14,
                row(self.keep, (self._settled, 1), gap=14),
                STRETCH,
            )
        )

    def title(self) -> str:
        return say("What quotes are reckoned with")

    def crumbs(self) -> Sequence[tuple[str, str]]:
        base = f"project/{self.params['project']}/quotes"
        return ((say("Quotes"), base), (say("Compare"), f"{base}/compare"))

    def primary_focus(self) -> QWidget | None:
        if self.form is None or self.keep.isHidden():
            return None
        return self.form.fields["owner_day"].target()

    def refresh(self) -> None:
        """Read again what is settled; what is being typed stays until it is."""
        context = self.context
        found = context.operations.read(
            partial(
                cost_basis,
                lens=context.lens,
                project_id=uuid.UUID(self.params["project"]),
                formats=context.formats,
            )
        )
        clear(self._banner_place)
        self.keep.setVisible(found is not None and not found.blocked)
        if found is None:
            self._view = None
            self._banner_place.addWidget(EmptyState("scale", say("This project is no longer here"), ""))
            return
        if found.blocked:
            self._banner_place.addWidget(Banner(found.blocked, "info"))
            self._banner_place.addSpacing(12)
        self._show_form(found)
        self._settled.setText(found.settled)
        follow_layout(self)

    def _show_form(self, found: CostBasisView) -> None:
        """The form as long as anything can be settled; after that what was, to read."""
        if found == self._view:
            return
        self._view = found
        if found.blocked:
            clear(self._form_place)
            self.form = None
            self._form_place.addWidget(_settled_card(found))
            return
        if self.form is None:
            self.form = BasisForm(self.context.formats, found.currency)
            self._form_place.addWidget(self.form)
        self.form.show_facts(found.facts)

    def _keep(self) -> None:
        if self.form is None:
            return
        faults = self.form.faults()
        self._summary.show_problems(faults)
        if faults:
            return
        verb = partial(
            settle_cost_basis,
            project_id=uuid.UUID(self.params["project"]),
            facts=self.form.facts(),
            person=self.context.person,
            on=self.context.today(),
        )
        done = say("Settled. Every quote is reckoned with it.")
        self.context.operations.run(verb, say("Settle what quotes are reckoned with"), done=done)


def _settled_card(found: CostBasisView) -> Card:
    if not found.lines:
        nothing = say("Nothing was settled before the quotes came, so they stand side by side without it.")
        return Card(column(Label(nothing, "dense", "text2", wrap=True)), padding=18)
    lines: list[QWidget] = []
    for title, figure in found.lines:
        line = framed(
            row(
                (Label(title, "dense", "text2", wrap=True), 3), (Label(figure, "dense", wrap=True), 4), gap=14
            )
        )
        line.setAccessibleName(say("{what}: {figure}", what=title, figure=figure))
        lines += [line, Line()]
    return Card(column(*lines[:-1], gap=8), padding=18)


def _labels() -> tuple[tuple[str, str, str], ...]:
    once = say("Once. Never nothing: leave it empty until you know.")
    return (
        ("owner_day", say("A day of your own time"), say("What it is worth to the business")),
        ("coordination_hours", say("Steering the work"), say("Questions, calls and decisions, week by week")),
        ("coordination_hour", say("An hour of steering"), say("A slow quote pays for its calendar")),
        ("transition", say("Handing over to a team elsewhere"), once),
        ("travel", say("Travel and tools for it"), once),
        ("changes_share", say("Held for changes on the way"), say("Of the price")),
        ("money_share", say("What paying a year early costs"), say("Like the rate of your overdraft")),
        ("tax_lost_share", say("Tax you do not get back"), say("Of the tax: 0 where you reclaim all of it")),
        ("home_tax_rate", say("Your own rate under reverse charge"), say("The tax you account for yourself")),
        ("risks", say("What may go wrong"), say("Counted by its chance, and for every quote alike")),
        ("source", say("Who said so, or what it was read from"), say("So that everybody can check it")),
    )


def _risk_columns(formats: Formats) -> tuple[RowsColumn, ...]:
    return (
        RowsColumn("what", say("What may happen"), share=5),
        RowsColumn(
            "chance",
            say("Chance"),
            share=1,
            make=lambda: NumberEdit(formats, unit=say("%"), least=Decimal(0), most=HUNDRED, chars=4),
        ),
        RowsColumn("cost", say("What it would cost"), Cell.MONEY, share=2),
        RowsColumn(
            "where",
            say("For which quotes"),
            Cell.CHOICE,
            share=2,
            options=((ALL, say("All of them")), (REMOTE, say("With a team elsewhere"))),
        ),
    )


def _risk_row(risk: RiskFacts) -> dict[str, Any]:
    return {
        "what": risk.what,
        "chance": (risk.chance * HUNDRED).normalize() + 0,
        "cost": risk.cost,
        "where": REMOTE if risk.remote else ALL,
    }


def _risk(typed: Mapping[str, Any], currency: str) -> RiskFacts:
    return RiskFacts(
        what=typed.get("what", ""),
        chance=typed.get("chance", Decimal(0)) / HUNDRED,
        cost=typed.get("cost", Money(0, currency)),
        remote=typed.get("where") == REMOTE,
    )


def _section(title: str, content: Any) -> QFrame:
    return framed(column(Heading(title, "sub"), 8, Card(column(content), padding=18)))


def _pair(*rows: QWidget) -> Any:
    cells: Sequence[Any] = [(framed(column(each, STRETCH)), 1) for each in rows]
    return row(*cells, gap=20)
