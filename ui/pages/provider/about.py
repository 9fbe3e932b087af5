"""What a provider is: shown as facts, changed in one form; the same form adds another provider."""

from decimal import Decimal
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.queries.provider_rows import ProviderProfile
from app.words import say
from app.words.formats import NOTHING
from ui import entry_choices as choices
from ui.context import Context
from ui.entry_form import Entry, EntryForm, Pairs
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.choices import CheckList
from ui.widgets.fields import Choice, DateField, MoneyEdit, NumberEdit, TextField
from ui.widgets.growing_text import GrowingText
from ui.widgets.layouts import clear, column, framed, row
from ui.widgets.text import Heading, Label, Prose
from ui.widgets.year_field import YearField

WHOLE = frozenset({"founded", "staff", "travel_minutes"})
"""Numbers that are counted: stored as whole ones."""


class AboutForm(EntryForm):
    """Everything that is said about a provider beside its lists."""

    def __init__(self, context: Context, profile: ProviderProfile | None) -> None:
        key = profile.row.id if profile is not None else "new"
        title = say("Change what is known") if profile is not None else say("Add a provider")
        act = say("Keep the change") if profile is not None else say("Add this provider")
        entries = _entries(context)
        if profile is not None:
            known = _known(profile)
            for each in entries:
                each.field.set_value(known[each.key])
        parts = {
            "name": say("Who they are"),
            "travel_minutes": say("How near and how soon"), "templates": say("What they take on"),
            "staff": say("Size and cover"),
        }  # fmt: skip
        super().__init__(
            context,
            f"provider/{key}/about",
            title,
            entries,
            act,
            parts=parts,
            note=say("Only the name is needed. The rest can follow."),
        )

    def fields(self) -> dict[str, Any]:
        """The values as the directory stores them."""
        values = self.values()
        for key in WHOLE:
            values[key] = None if values[key] is None else int(values[key])
        values["languages"] = [one.strip() for one in values["languages"].split(",") if one.strip()]
        for key in ("sectors", "templates"):
            values[key] = list(values[key])
        return values


class AboutSection(QFrame):
    """The facts of a provider; `asked` wants the form, `kept` carries what it held."""

    kept = Signal(dict)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._profile: ProviderProfile | None = None
        self.form: AboutForm | None = None
        self._facts = column()
        self._place = column()
        self.change = Button(say("Change"), icon="pencil", dense=True)
        self.change.setAccessibleName(say("Change what is known about this provider"))
        self.change.clicked.connect(self.open_form)
        self._card = Card(framed(self._facts), padding=18)
        head = row((Heading(say("About"), "sub"), 1), self.change, gap=10)
        self.setLayout(column(head, 8, framed(self._place), self._card))

    def show_profile(self, profile: ProviderProfile) -> None:
        """Show the facts of `profile`; a form that is open stays as it is."""
        self._profile = profile
        clear(self._facts)
        if profile.summary:
            self._facts.addWidget(Prose(profile.summary, "body", "text2", max_width=720))
            self._facts.addSpacing(14)
        self._facts.addWidget(Pairs([(_fact(*each), False) for each in facts(profile, self._context)]))

    def open_form(self) -> None:
        """Change the facts in place."""
        if self._profile is None or self.form is not None:
            return
        self.form = AboutForm(self._context, self._profile)
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


def facts(profile: ProviderProfile, context: Context) -> tuple[tuple[str, str], ...]:
    """What is known, as label and words; what is not known says so by a dash."""
    formats, shown = context.formats, profile.row
    travel = (
        say("{minutes} minutes", minutes=shown.travel_minutes) if shown.travel_minutes is not None else ""
    )
    hours = say("{hours} hours", hours=formats.number(shown.shared_hours)) if shown.shared_hours else ""
    return (
        (say("Place"), ", ".join(filter(None, (shown.town, shown.country)))),
        (say("Team elsewhere"), "; ".join(site.name for site in profile.sites if site.kind != "on_site")),
        (say("Takes on"), ", ".join(profile.template_names)),
        (say("Knows these trades"), ", ".join(profile.sector_names)),
        (say("Languages"), ", ".join(profile.languages)),
        (say("Website"), profile.website),
        (say("Email"), profile.email),
        (say("Phone"), profile.phone),
        (say("Travel to the owner"), travel),
        (say("Hours shared a day"), hours),
        (say("Free a week"), shown.free),
        (say("Can start"), shown.start_words),
        (say("Founded"), str(profile.founded or "")),
        (say("People"), formats.number(shown.staff) if shown.staff is not None else ""),
        (say("Yearly turnover"), formats.money_short(profile.turnover)),
        (say("Insured up to"), formats.money_short(profile.insurance_limit)),
        (say("Promises"), profile.reply_promise),
        (say("In the directory since"), formats.day(profile.added_on)),
    )


def _fact(label: str, words: str) -> QWidget:
    said = Label(words or NOTHING, "dense", "text", wrap=True)
    return framed(column(Label(label, "caption", "text3"), said, gap=2))


def _entries(context: Context) -> tuple[Entry, ...]:
    formats, knowledge, today = context.formats, context.knowledge, context.today
    nothing_less = Decimal(0)
    return (
        Entry("name", say("Name"), TextField(longest=120), needed=say("Enter the name of the provider")),
        Entry("town", say("Town"), TextField()),
        Entry("country", say("Country"), Choice(choices.countries(formats.locale), blank=say("Not said"))),
        Entry("email", say("Email"), TextField()),
        Entry("phone", say("Phone"), TextField()),
        Entry("website", say("Website"), TextField()),
        Entry("languages", say("Languages"), TextField(), help=say("Separated by commas")),
        Entry("summary", say("What they do"), GrowingText(lines=3), whole=True),
        Entry("travel_minutes", say("Minutes to the owner"), NumberEdit(formats, least=nothing_less, whole=True)),
        Entry("shared_hours", say("Hours shared a day"), NumberEdit(formats, least=nothing_less, most=Decimal(24))),
        Entry("free_days_week", say("Free person-days in a usual week"), NumberEdit(formats, least=nothing_less)),
        Entry("earliest_start", say("Can start on"), DateField(today, formats)),
        Entry("templates", say("Kinds of project"), CheckList(choices.kind_options(knowledge)), whole=True),
        Entry("sectors", say("Trades they know"), CheckList(choices.sectors(knowledge)), whole=True),
        Entry("staff", say("People"), NumberEdit(formats, least=nothing_less, whole=True)),
        Entry("founded", say("Founded in"), YearField(formats, least=1850, most=today().year)),
        Entry("turnover", say("Yearly turnover"), MoneyEdit(formats.currency, formats)),
        Entry("insurance_limit", say("Insured up to"), MoneyEdit(formats.currency, formats)),
        Entry("reply_promise", say("What it promises"), TextField(), help=say("Like “answers within 1 working day”")),
    )  # fmt: skip


def _known(profile: ProviderProfile) -> dict[str, Any]:
    shown = profile.row
    number = Decimal
    return {
        "name": shown.name, "town": shown.town, "country": shown.country,
        "email": profile.email, "phone": profile.phone, "website": profile.website,
        "languages": ", ".join(profile.languages), "summary": profile.summary,
        "travel_minutes": None if shown.travel_minutes is None else number(shown.travel_minutes),
        "shared_hours": shown.shared_hours, "free_days_week": shown.free_days, "earliest_start": shown.start,
        "templates": profile.templates, "sectors": profile.sectors,
        "staff": None if shown.staff is None else number(shown.staff),
        "founded": None if profile.founded is None else number(profile.founded),
        "turnover": profile.turnover, "insurance_limit": profile.insurance_limit,
        "reply_promise": profile.reply_promise,
    }  # fmt: skip
