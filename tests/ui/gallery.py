"""Every widget in every state on a few pages, in the real window: looked at by people, checked by tests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.analysis.money import Money
from app.words.formats import Formats
from tests.ui.standins import TODAY
from ui.models.columns import Align, Cell, Column
from ui.models.rows import RowsModel
from ui.page import Page
from ui.widgets.bars import Contribution, ContributionBars, PaymentBar, RangeBar, Share
from ui.widgets.buttons import AddButton, Button, IconButton, LinkButton, WhyLink
from ui.widgets.cards import Card, Line
from ui.widgets.charts import ChartWithTable, MeterBar
from ui.widgets.chips import DueLabel, MoneyLabel, PersonChip, PrivateMark, StatusChip, Tag
from ui.widgets.choices import CheckList, ChoiceCards, Option, RadioList, options
from ui.widgets.fields import Choice, DateField, MoneyEdit, NumberEdit, TextField, Tick
from ui.widgets.file_drop import FileDrop
from ui.widgets.form_row import FormRow
from ui.widgets.growing_text import GrowingText
from ui.widgets.layouts import STRETCH, FlowLayout, column, framed, row
from ui.widgets.list_editor import ListEditor
from ui.widgets.navigation import FilterChips, SearchBox, Segments, StepFooter, Tabs
from ui.widgets.rows_editor import Cell as RowCell
from ui.widgets.rows_editor import RowsColumn, RowsEditor
from ui.widgets.side_panel import SidePanel
from ui.widgets.states import EmptyState, ErrorBanner, ErrorSummary
from ui.widgets.table import Table, TableCard
from ui.widgets.task_list import Reached, Task, TaskGroup, TaskList
from ui.widgets.text import Heading, Icon, Label, Prose, emphasise

FORMATS = Formats()


class OverviewSample(Page):
    """The journey as a task list, with cards beside it."""

    def __init__(self, context: object) -> None:
        super().__init__(context)  # type: ignore[arg-type]
        self.tasks = TaskList(name="Steps")
        self.tasks.show_groups(journey())
        heading = row(
            (
                column(
                    Heading("Online ordering that talks to our stock", "h1"),
                    Label(
                        "Step 2 of 5. Next: compare 3 quotes and choose by Fri 4 Dec.",
                        "body",
                        "text2",
                        wrap=True,
                    ),
                    gap=5,
                ),
                1,
            ),
            Button("Compare quotes", "primary"),
            gap=16,
        )
        dates = column(
            Label("Key dates", "dense_strong", "text2"),
            *(
                row(
                    Icon(icon, "text3"),
                    Label(words, "dense", "text2"),
                    STRETCH,
                    DueLabel(day, TODAY, shown),
                    gap=9,
                )
                for icon, words, day, shown in (
                    ("calendar-days", "Decide by", date(2026, 11, 25), "25 Nov"),
                    ("flag", "Earliest start", date(2026, 11, 20), "20 Nov"),
                    ("target", "Must be in use", date(2027, 3, 27), "27 Mar"),
                )
            ),
            gap=11,
        )
        people = column(
            Label("Your broker", "dense_strong", "text2"),
            PersonChip("Dev Raman", "Replies within a day"),
            row(Button("Call", icon="phone", dense=True), Button("Email", icon="mail", dense=True), STRETCH),
            gap=12,
        )
        points = column(
            Label("For Dev’s next visit", "dense_strong", "text2"),
            Prose("Does the till keep its own stock count?", "dense", "text2"),
            LinkButton("Add a point", icon="plus"),
            gap=10,
        )
        self.set_body(
            column(heading, 20, Card(column(self.tasks), padding=(12, 10, 12, 10)), STRETCH),
            aside=column(Card(people), Card(dates), Card(points), STRETCH, gap=14),
            aside_width=272,
        )

    def title(self) -> str:
        return "Overview"


class FormSample(Page):
    """A step of the guided brief with every kind of input, one of them at fault."""

    def __init__(self, context: object) -> None:
        super().__init__(context)  # type: ignore[arg-type]
        must = ListEditor(name="What must it do?")
        must.set_value(["Customers order and pay online before the 6 am cut-off", "Easy to use for everyone"])
        money = MoneyEdit("GBP", FORMATS)
        money.set_value(Money(2_200_000, "GBP"))
        wrong = MoneyEdit("GBP", FORMATS)
        wrong.restore("lots")
        self.wrong_row = FormRow("To run it each month", wrong, help="Hosting, licences, support")
        day = DateField(lambda: TODAY, FORMATS)
        day.set_value(date(2027, 3, 27))
        number = NumberEdit(FORMATS, unit="people")
        number.restore("14")
        share = RadioList(options(("yes", "Yes"), ("top", "Only the top"), ("no", "No")), across=True)
        share.set_value("no")
        self.summary = ErrorSummary()
        suggestions = FlowLayout(8)
        for words in ("Gift cards", "Works on phones", "Sales report"):
            suggestions.addWidget(AddButton(words))
        form = column(
            row(
                Label("What you need", "dense_medium", "text2"),
                Label("Question 5 of 12", "dense", "text3"),
                STRETCH,
                gap=12,
            ),
            8,
            self.summary,
            Heading("What must it do?", "display"),
            Label("List what you would refuse to go live without.", "lead", "text2", wrap=True),
            14,
            must,
            8,
            framed(suggestions),
            18,
            FormRow("What is not part of this?", TextField("New tills"), optional=True),
            20,
            FormRow("To build it, all in", money, help="A range gets better quotes than a blank. Excl. tax."),
            20,
            self.wrong_row,
            20,
            FormRow("Must be in use by", day),
            20,
            FormRow("How many will use it?", number),
            20,
            FormRow("Show this range to providers?", share),
            20,
            FormRow(
                "What gets in your way today?", GrowingText("Orders come by phone and on paper.", lines=3)
            ),
            20,
            FormRow(
                "Where is your till made?", Choice((("a", "TillWorks"), ("b", "Another")), blank="Choose")
            ),
            20,
            Tick("I don’t know yet. Ask my broker"),
            STRETCH,
        )
        coach = Card(
            column(
                row(Icon("lightbulb", "warn", 18), Label("A bit clearer?", "sub15"), STRETCH, gap=9),
                Prose(
                    emphasise("“Easy to use” is hard to check. A test everyone can agree on:", "Easy to use"),
                    "dense",
                ),
                Card(
                    column(Label("A new starter can take an order in 5 minutes", "medium", wrap=True)),
                    kind="well",
                    padding=12,
                ),
                row(
                    Button("Use this wording", dense=True),
                    Button("Not now", "quiet", dense=True),
                    STRETCH,
                    gap=4,
                ),
                gap=10,
            )
        )
        chips = FlowLayout(6)
        for words in ("Online payment", "Stock control", "Till connection", "Refunds"):
            chips.addWidget(Tag(words))
        understood = Card(
            column(
                row(Icon("list-checks", "accent", 18), Label("Understood so far", "sub15"), STRETCH, gap=9),
                framed(chips),
                gap=9,
            )
        )
        meter = Card(
            column(
                row(
                    Label("Brief so far", "dense_strong"),
                    STRETCH,
                    Label("62", "strong", tabular=True),
                    Label("Getting there", "dense", "text2"),
                    gap=6,
                ),
                MeterBar(0.62, said="62 of 100, getting there", marks=(0.4, 0.7, 0.9)),
                LinkButton("See what’s missing (4)"),
                gap=8,
            )
        )
        self.set_body(
            form, body_width=640, aside=column(coach, understood, meter, STRETCH, gap=12), aside_width=300
        )
        self.set_footer(StepFooter())

    def show_fault(self) -> None:
        """Check the page, as Continue does."""
        problem = self.wrong_row.check()
        self.summary.show_problems([problem] if problem else [])

    def title(self) -> str:
        return "What must it do?"

    def crumbs(self) -> Sequence[tuple[str, str]]:
        return (("Brief", "project/7/brief"),)


@dataclass(frozen=True)
class Firm:
    """A row of the directory."""

    id: int
    name: str
    strong: str
    place: str
    level: str
    ends: str
    soon: bool
    price: str


FIRMS = tuple(
    Firm(
        at,
        f"{name} {kind}",
        "Web and shops · Stock",
        f"{8 + 7 * at % 50} km · Pune",
        "Level 3" if at % 2 else "Level 2",
        "10 Feb" if at == 2 else "Jun 2027",
        at == 2,
        f"£{18 + at},{at % 10}50",
    )
    for at, (name, kind) in enumerate(
        [
            (n, k)
            for n in ("Larkhollow", "Tessamere", "Brindlewick", "Thistlestead", "Junipercroft", "Heathcroft")
            for k in ("Digital", "Cloud", "Works")
        ]
    )
)


def firm_columns() -> tuple[Column, ...]:
    """Columns with every kind of cell."""
    return (
        Column(
            "", lambda firm: Cell(check=firm.id < 2, said="ticked" if firm.id < 2 else "not ticked"), width=46
        ),
        Column("Provider", lambda firm: Cell(firm.name, role="dense_medium", sub=firm.strong)),
        Column("On site · team abroad", lambda firm: Cell(firm.place, tone="text2"), width=170),
        Column("Checked", lambda firm: Cell(firm.level, chip="accent"), width=110, term="Credential level"),
        Column(
            "Runs out",
            lambda firm: Cell(
                firm.ends,
                icon="triangle-alert" if firm.soon else "circle-check",
                icon_tone="warn" if firm.soon else "success",
                tone="warn_text" if firm.soon else "text2",
            ),
            width=130,
        ),
        Column("Value, excl. tax", lambda firm: Cell(firm.price, tabular=True), width=140, align=Align.END),
    )


class TableSample(Page):
    """A large table with a side panel."""

    wide = True

    def __init__(self, context: object) -> None:
        super().__init__(context)  # type: ignore[arg-type]
        model = RowsModel(firm_columns())
        model.show(FIRMS)
        self.table = Table(model, name="Providers", lines=2)
        self.table.choose(2)
        self.table.sortByColumn(1, self.table.horizontalHeader().sortIndicatorOrder())
        filters = FilterChips(
            (("l2", "Level 2 or higher"), ("near", "Within 60 km"), ("ins", "Insured today")), name="Filters"
        )
        filters.set_value({"l2"})
        top = row(
            (
                column(
                    Heading("Provider directory", "title"),
                    Label("12,408 of 100,000 · 2 ticked", "dense", "text3"),
                    gap=3,
                ),
                1,
            ),
            Button("Import", icon="download"),
            Button("Ask 2 for quotes", "primary"),
            gap=10,
        )
        tools = row(
            SearchBox("Name, skill, place or note"),
            filters,
            STRETCH,
            Segments((("list", "List"), ("cards", "Cards")), name="View"),
            gap=8,
        )
        self.set_body(column(top, 14, tools, 12, (TableCard(self.table), 1)), scrolls=False)
        details = column(
            Tabs((("about", "About"), ("people", "People"), ("checks", "Checks")), name="Parts"),
            Line(),
            StatusChip("Insurance runs out in 6 days", "warn", filled=True),
            StatusChip("On track", "success"),
            StatusChip("Overdue", "danger"),
            StatusChip("In progress", "info"),
            StatusChip("Not started", "neutral"),
            StatusChip("Not known", "unknown"),
            Line(),
            row(Label("Track record", "dense_strong"), STRETCH, Label("4 jobs", "caption", "text3")),
            Prose("Between 61 and 90, most likely 79. Two more jobs would narrow this by half.", "dense"),
            Line(),
            Card(
                column(PrivateMark(), Prose("Good with first-time owners.", "dense", "private_text"), gap=4),
                kind="private",
                padding=12,
            ),
            WhyLink("Why this number", "track record of Brindlewick"),
            STRETCH,
            gap=10,
        )
        self.set_side(SidePanel("Brindlewick Digital", details))

    def title(self) -> str:
        return "Directory"


class ChartSample(Page):
    """The painted charts, and the states."""

    def __init__(self, context: object) -> None:
        super().__init__(context)  # type: ignore[arg-type]
        bars = ContributionBars(
            "average of the 9 providers",
            (
                Contribution(
                    "Fits what you need", "28%", 28, 25.8, "25.8", "92 of 100 · 6 of your 7 must-haves", 21.8
                ),
                Contribution("Proven on similar work", "20%", 20, 17.6, "17.6", "88 of 100 · 3 projects", 14),
                Contribution("Price", "14%", 14, 10.1, "10.1", "72 of 100 · usual band £18–26k", 10.4),
            ),
        )
        paid = PaymentBar(
            (
                Share("Paid", "£3,360", 3360, "done"),
                Share("Waits for your sign-off", "£6,400", 6400, "waiting"),
                Share("To come", "£11,550", 11550, "ahead"),
                Share("Held to the end", "£2,240", 2240, "held"),
            )
        )
        reach = RangeBar(
            18000, 21500, 29000, ("£18,000", "£21,500", "£29,000"), points=((23550, "Quoted £23,550"),)
        )
        money = row(
            *(
                column(
                    Label(words, "dense", "text2"),
                    MoneyLabel(amount, role="figure"),
                    Label("excl. tax", "caption", "text3"),
                    gap=2,
                )
                for words, amount in (
                    ("Agreed at the start", "£22,400"),
                    ("Changes", "£1,150"),
                    ("Now", "£23,550"),
                )
            ),
            STRETCH,
            gap=40,
        )
        rows = RowsEditor(
            (
                RowsColumn("site", "Site", share=2),
                RowsColumn("people", "People", RowCell.NUMBER),
                RowsColumn("kind", "Kind", RowCell.CHOICE, options=(("shop", "Shop"), ("office", "Office"))),
            ),
            FORMATS,
            name="Your sites",
        )
        self.set_body(
            column(
                Card(ChartWithTable("Where the 86 comes from", bars), padding=18),
                14,
                Card(column(money, 16, paid), padding=(20, 16, 20, 12)),
                14,
                Card(column(Label("Should cost £18,000 to £29,000", "dense_strong"), 8, reach)),
                14,
                row((Card(column(rows)), 1), (Card(column(FileDrop(name="Proof"))), 1), gap=14),
                14,
                ErrorBanner(
                    "3 items couldn’t be read. The rest is shown.",
                    "Open the workspace check to see which.",
                    "Check the workspace",
                ),
                STRETCH,
            )
        )

    def title(self) -> str:
        return "Charts"


class ChoiceSample(Page):
    """Cards to choose from, lists to tick, and an empty state."""

    def __init__(self, context: object) -> None:
        super().__init__(context)  # type: ignore[arg-type]
        cards = ChoiceCards(
            (
                Option(
                    "run",
                    "I run the business",
                    "Describe a project, choose a provider, sign off the work",
                    "store",
                ),
                Option(
                    "advise",
                    "I advise businesses on IT",
                    "Look after many clients and their proposals",
                    "briefcase",
                ),
            ),
            columns=2,
        )
        cards.set_value("run")
        ticks = CheckList(
            (
                Option("a", "Names and addresses"),
                Option("b", "Payments", "Card numbers never count"),
                Option("none", "None of these"),
            ),
            alone="none",
        )
        ticks.set_value(["a"])
        empty = EmptyState(
            "scale",
            "No quotes yet",
            "3 providers have your pack. The first reply is due Tue 1 Dec.",
            "Record a quote",
            other="Write a reminder",
            note="Quotes stay sealed until then.",
        )
        buttons = row(
            Button("Primary", "primary"),
            Button("Secondary"),
            Button("Quiet", "quiet"),
            Button("Remove it", "danger", icon="trash-2"),
            IconButton("printer", "Print"),
            STRETCH,
        )
        off = Button("Cannot yet", "primary")
        off.setEnabled(False)
        buttons.insertWidget(4, off)
        self.set_body(
            column(
                Heading("Who’s using this computer?", "display"),
                16,
                cards,
                20,
                FormRow("Which of these do you keep?", ticks),
                16,
                buttons,
                16,
                (Card(column(empty)), 1),
            )
        )

    def title(self) -> str:
        return "Choices"


def journey() -> tuple[TaskGroup, ...]:
    """The five steps of the design's overview."""
    return (
        TaskGroup("Describe it", Reached.DONE, (
            Task("brief", "Brief, version 2", "Completed", "success", "Very clear, 92 of 100"),)),
        TaskGroup("Find a provider", Reached.NOW, (
            Task("shortlist", "Look at the shortlist", "Completed", "success", "9 checked, 3 asked"),
            Task("quotes", "Ask for quotes", "Completed", "success", "Sent 23 Nov"),
            Task("compare", "Compare and choose", "In progress", "info", "3 of 3 are in", current=True))),
        TaskGroup("Agree the plan", Reached.LATER, (
            Task("plan", "Stages and sign-off tests", "Cannot start yet", "neutral", "After you choose",
                 open=False),)),
        TaskGroup("Get it done", Reached.LATER, (
            Task("progress", "Progress, sign-off and payments", "Cannot start yet", "neutral",
                 "After the plan is agreed", open=False),)),
        TaskGroup("Finish", Reached.LATER, (
            Task("close", "Score and close", "There is a problem", "danger", "After all", open=False),)),
    )  # fmt: skip


PAGES = {
    "overview": OverviewSample,
    "brief": FormSample,
    "directory": TableSample,
    "charts": ChartSample,
    "choices": ChoiceSample,
}
