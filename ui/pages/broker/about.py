"""What is known of a broker: shown as facts, changed in one form; the same form adds another."""

from decimal import Decimal
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.queries.broker_places import read_regions
from app.queries.broker_rows import BrokerProfile
from app.queries.broker_words import fee_models
from app.words import say
from app.words.formats import NOTHING
from ui import entry_choices as choices
from ui.context import Context
from ui.entry_form import Entry, EntryForm, Pairs
from ui.pages.broker.skills import SkillsField
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.choices import CheckList
from ui.widgets.fields import Choice, TextField
from ui.widgets.growing_text import GrowingText
from ui.widgets.layouts import clear, column, framed, row
from ui.widgets.text import Heading, Label
from ui.widgets.year_field import YearField


class BrokerForm(EntryForm):
    """Everything that is said about a broker; the record is counted and stands elsewhere."""

    def __init__(self, context: Context, profile: BrokerProfile | None) -> None:
        self._formats = context.formats
        key = profile.row.id if profile is not None else "new"
        entries = _entries(context)
        if profile is not None:
            known = _known(profile)
            for each in entries:
                each.field.set_value(known[each.key])
        super().__init__(
            context,
            f"broker/{key}/about",
            say("Change what is known") if profile is not None else say("Add a broker"),
            entries,
            say("Keep the change") if profile is not None else say("Add this broker"),
            parts={
                "name": say("Who they are"), "regions": say("Where and in which languages"),
                "templates": say("What they know best"), "fee_model": say("How they are paid"),
            },
            note=say("Only the name is needed. The rest can follow."),
        )  # fmt: skip

    def fields(self) -> dict[str, Any]:
        """The values as the network keeps them."""
        values = self.values()
        values["since"] = None if values["since"] is None else int(values["since"])
        values["languages"] = [one.strip() for one in values["languages"].split(",") if one.strip()]
        values["regions"] = list(read_regions(values["regions"], values["country"], self._formats.locale))
        for key in ("templates", "skills", "sectors"):
            values[key] = list(values[key])
        return values


class AboutSection(QFrame):
    """The facts of a broker; `kept` carries what the form held."""

    kept = Signal(dict)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._profile: BrokerProfile | None = None
        self.form: BrokerForm | None = None
        self._facts, self._place = column(), column()
        self.change = Button(say("Change"), icon="pencil", dense=True)
        self.change.setAccessibleName(say("Change what is known about this broker"))
        self.change.clicked.connect(self.open_form)
        self._card = Card(framed(self._facts), padding=18)
        head = row((Heading(say("About"), "sub"), 1), self.change, gap=10)
        self.setLayout(column(head, 8, framed(self._place), self._card))

    def show_profile(self, profile: BrokerProfile) -> None:
        """Show the facts of `profile`; a form that is open stays as it is."""
        self._profile = profile
        clear(self._facts)
        self._facts.addWidget(Pairs([(_fact(*each), False) for each in facts(profile)]))

    def open_form(self) -> None:
        """Change the facts in place."""
        if self._profile is None or self.form is not None:
            return
        self.form = BrokerForm(self._context, self._profile)
        self.form.kept.connect(lambda _: self.kept.emit(self.form.fields() if self.form else {}))
        self.form.left.connect(self.close_form)
        self._place.addWidget(self.form)
        self._card.hide()
        self.change.hide()
        self.form.begin()

    def close_form(self) -> None:
        """Show the facts again; what was typed and not applied stays a draft."""
        if self.form is None:
            return
        self.form.flush()
        self.form = None
        clear(self._place)
        self._card.show()
        self.change.show()
        self.change.setFocus()

    def flush(self) -> None:
        """Keep what is being typed."""
        if self.form is not None:
            self.form.flush()


def facts(profile: BrokerProfile) -> tuple[tuple[str, str], ...]:
    """What is known, as label and words; what is not known says so by a dash."""
    return (
        (say("Place"), profile.row.place),
        (say("Takes work in"), profile.row.regions),
        (say("Advises on"), ", ".join(profile.template_names)),
        (say("Specialities"), ", ".join(profile.skill_names)),
        (say("Knows these trades"), ", ".join(profile.sector_names)),
        (say("Languages"), ", ".join(profile.languages)),
        (say("Way of being paid"), profile.fee_model_words),
        (say("In their own words"), profile.fee_words),
        (say("Email"), profile.email),
        (say("Phone"), profile.phone),
        (say("Advises since"), str(profile.since or "")),
    )


def _fact(label: str, words: str) -> QWidget:
    said = Label(words or NOTHING, "dense", "text", wrap=True)
    return framed(column(Label(label, "caption", "text3"), said, gap=2))


def _entries(context: Context) -> tuple[Entry, ...]:
    formats, knowledge = context.formats, context.knowledge
    since = YearField(formats, least=1950, most=context.today().year)
    return (
        Entry("name", say("Name"), TextField(longest=120), needed=say("Enter the name of the broker")),
        Entry("firm", say("Firm"), TextField(longest=120)),
        Entry("town", say("Town"), TextField()),
        Entry("country", say("Country"), Choice(choices.countries(formats.locale), blank=say("Not said"))),
        Entry("email", say("Email"), TextField()),
        Entry("phone", say("Phone"), TextField()),
        Entry("since", say("Advises since"), since, help=say("A year, like 2014")),
        Entry(
            "regions", say("Takes work in"), TextField(),
            help=say("Towns, counties or whole countries, separated by commas"),
        ),
        Entry("languages", say("Languages"), TextField(), help=say("Separated by commas")),
        Entry("templates", say("Kinds of project"), CheckList(choices.kind_options(knowledge)), whole=True),
        Entry("skills", say("Specialities"), SkillsField(choices.skills(knowledge)), whole=True),
        Entry("sectors", say("Trades they know"), CheckList(choices.sectors(knowledge)), whole=True),
        Entry("fee_model", say("Way of being paid"), Choice(fee_models(), blank=say("Not said"))),
        Entry(
            "fee_words", say("In their own words"), GrowingText(lines=2),
            help=say("Owners read it before they choose a broker"), whole=True,
        ),
    )  # fmt: skip


def _known(profile: BrokerProfile) -> dict[str, Any]:
    return {
        "name": profile.row.name, "firm": profile.row.firm, "town": profile.town, "country": profile.country,
        "email": profile.email, "phone": profile.phone, "regions": profile.row.regions,
        "since": None if profile.since is None else Decimal(profile.since),
        "languages": ", ".join(profile.languages), "templates": profile.templates,
        "skills": profile.skills, "sectors": profile.sectors, "fee_model": profile.fee_model,
        "fee_words": profile.fee_words,
    }  # fmt: skip
