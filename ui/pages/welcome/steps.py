"""The three questions of a first start, each a small form of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QFrame, QWidget

from app.analysis.money import Money
from app.words import say
from app.words.formats import Formats
from app.words.regions import Region, regions
from ui.widgets.choices import ChoiceCards, Option
from ui.widgets.fields import Choice, TextField
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import column
from ui.widgets.text import Label

OWNER, BROKER = "owner", "broker"
DESCRIBE, SAMPLE = "describe", "sample"


@dataclass(frozen=True)
class Beginning:
    """What a first start was told."""

    role: str
    person: str
    business: str
    region: Region


class WhoStep(QFrame):
    """Owner or broker: it only sets the words and lists seen first."""

    @property
    def title(self) -> str:
        """The question."""
        return say("Who’s using this computer?")

    @property
    def words(self) -> str:
        """The sentence under it."""
        return say("This sets the words and lists you see first. You can switch at any time.")

    def __init__(self) -> None:
        super().__init__()
        self.role = ChoiceCards(
            (
                Option(
                    OWNER,
                    say("I run the business"),
                    say("Describe a project, choose a provider, sign off the work"),
                    "store",
                ),
                Option(
                    BROKER,
                    say("I advise businesses on IT"),
                    say("Look after many clients, your network and their proposals"),
                    "briefcase",
                ),
            ),
            name=say("Who’s using this computer?"),
        )
        self.role.set_value(OWNER)
        self.setLayout(column(self.role))

    def problems(self) -> Sequence[tuple[str, QWidget]]:
        """Nothing can be wrong here."""
        return ()


class YouStep(QFrame):
    """Name, business and country; the country sets currency, dates and paper."""

    @property
    def title(self) -> str:
        """The question."""
        return say("Who are you?")

    @property
    def words(self) -> str:
        """The sentence under it."""
        return say("Your name goes on what you decide and print. Nothing leaves this computer.")

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self.person = TextField(chars=34, name=say("Your full name"))
        self.business = TextField(chars=34, name=say("Your business"))
        self.country = Choice([(one.country, one.name) for one in regions()], name=say("Country"))
        self.country.set_value("GB")
        self._echo = Label("", "dense", "text2")
        self._person_row = FormRow(say("Your full name"), self.person, help=say("Example: Maria Okafor"))
        self._business_row = FormRow(
            say("Your business"), self.business, help=say("Example: Harbour Street Bakery"), optional=True
        )
        self._country_row = FormRow(say("Country"), self.country)
        self.setLayout(column(self._person_row, 18, self._business_row, 18, self._country_row, 6, self._echo))
        self.country.committed.connect(self._show_echo)
        self._show_echo()

    @property
    def region(self) -> Region:
        """The country chosen."""
        return next(one for one in regions() if one.country == self.country.value())

    def problems(self) -> Sequence[tuple[str, QWidget]]:
        """What has to be entered before going on."""
        problem = "" if self.person.value().strip() else say("Enter your name")
        self._person_row.set_problem(problem)
        return ((problem, self.person),) if problem else ()

    def _show_echo(self) -> None:
        region = self.region
        formats = Formats(region.locale, region.currency, region.time_zone)
        example = Money(1_234_550, region.currency)
        self._echo.setText(
            say(
                "{money} · {day} · {paper}",
                money=formats.money(example),
                day=formats.day(self._today),
                paper=formats.paper,
            )
        )


class StartStep(QFrame):
    """Where to begin."""

    @property
    def title(self) -> str:
        """The question."""
        return say("Where would you like to start?")

    @property
    def words(self) -> str:
        """The sentence under it."""
        return say("You can do the other at any time.")

    def __init__(self) -> None:
        super().__init__()
        self.where = ChoiceCards(
            (
                Option(
                    DESCRIBE,
                    say("Start with my own work"),
                    say("About 6 minutes for a first description; stop whenever you like"),
                    "pencil",
                ),
                Option(
                    SAMPLE,
                    say("Look round a sample project"),
                    say("A finished project with everything in it. Nothing in it is real."),
                    "presentation",
                ),
            ),
            name=say("Where would you like to start?"),
        )
        self.where.set_value(DESCRIBE)
        self.setLayout(column(self.where))

    def problems(self) -> Sequence[tuple[str, QWidget]]:
        """Nothing can be wrong here."""
        return ()
