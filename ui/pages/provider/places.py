"""Where a provider's people work: their lines, form and verbs."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from app.queries.provider_rows import ProviderProfile, SiteRow
from app.services import provider_sites
from app.words import say
from ui import entry_choices as choices
from ui.entry_form import Entry
from ui.pages.provider.section import Section, Shown
from ui.widgets.choices import Option, RadioList
from ui.widgets.fields import Choice, NumberEdit, TextField


class Sites(Section):
    """Places of work with their clocks, those who can come on site first."""

    key = "sites"
    tab = "people"

    def title(self) -> str:
        return say("Places of work")

    def add_words(self) -> str:
        return say("Add a place")

    def empty_words(self) -> str:
        return say("No place yet. Without a time zone nobody can tell which hours you would share.")

    def lines(self, profile: ProviderProfile) -> Sequence[Shown]:
        return [
            Shown(one, one.name, one.clock, (one.kind_words, one.kind_tone), one.people)
            for one in profile.sites
        ]

    def entries(self, chosen: SiteRow | None) -> tuple[Entry, ...]:
        formats = self.context.formats
        kind = RadioList(_kinds())
        town = TextField()
        country = Choice(choices.countries(formats.locale), blank=say("Not said"))
        zone = Choice(choices.time_zones(), blank=say("Not said"))
        starts, ends = TextField(placeholder="09:00"), TextField(placeholder="17:30")
        headcount = NumberEdit(formats, least=Decimal(0), whole=True)
        kind.set_value(chosen.kind if chosen is not None else "on_site")
        if chosen is not None:
            town.set_value(chosen.town)
            country.set_value(chosen.country)
            zone.set_value(chosen.time_zone)
            starts.set_value(chosen.starts)
            ends.set_value(chosen.ends)
            headcount.set_value(None if chosen.headcount is None else Decimal(chosen.headcount))
        return (
            Entry("kind", say("What it is"), kind, whole=True),
            Entry("town", say("Town"), town, help=say("Empty where it is the firm’s own address")),
            Entry("country", say("Country"), country),
            Entry("time_zone", say("Time zone"), zone, help=say("Type its name, like Asia/Kolkata")),
            Entry("headcount", say("People there"), headcount),
            Entry("starts", say("Work starts at"), starts, help=say("By their clock, like 09:00")),
            Entry("ends", say("Work ends at"), ends, help=say("By their clock, like 17:30")),
        )

    def note(self) -> str:
        return say("Only what it is, and for a team elsewhere its town, are needed.")

    def keep(self, values: dict[str, Any], chosen: SiteRow | None) -> bool:
        count = values["headcount"]
        values = {**values, "headcount": None if count is None else int(count)}
        site = chosen.id if chosen is not None else None
        label = say("State a place of work")
        return self.run(provider_sites.set_site, label, provider_id=self.provider, site_id=site, **values)

    def remove(self, chosen: SiteRow) -> Callable[..., object]:
        return partial(provider_sites.remove_site, site_id=chosen.id)


def _kinds() -> tuple[Option, ...]:
    return (
        Option("on_site", say("On site: people can come to the owner")),
        Option("near_shore", say("Near-shore: elsewhere, a few hours’ difference at most")),
        Option("off_shore", say("Off-shore: far away, by another clock")),
    )
