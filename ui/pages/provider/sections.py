"""People, skills and rates of a provider: their lines, forms and verbs."""

import uuid
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from app.queries.provider_rows import PersonRow, ProviderProfile, RateRow, SkillRow
from app.services import providers
from app.words import say
from ui import entry_choices as choices
from ui.entry_form import Entry
from ui.pages.provider.section import Section, Shown
from ui.widgets.fields import Choice, MoneyEdit, TextField, Tick
from ui.widgets.year_field import YearField


class People(Section):
    """Named people, those who come on site first."""

    key = "people"

    def title(self) -> str:
        return say("People")

    def add_words(self) -> str:
        return say("Add a person")

    def empty_words(self) -> str:
        return say("Nobody is named yet. Owners ask first who would come to them.")

    def lines(self, profile: ProviderProfile) -> Sequence[Shown]:
        here = (say("Comes on site"), "success")
        return [
            Shown(
                one, one.name,
                " · ".join(filter(None, (one.role_name, one.site, ", ".join(one.languages)))),
                here if one.on_site else None,
            )
            for one in profile.people
        ]  # fmt: skip

    def entries(self, chosen: PersonRow | None) -> tuple[Entry, ...]:
        name, role = TextField(), Choice(choices.roles(self.context.knowledge), blank=say("Choose a role"))
        on_site = Tick(say("Comes to the owner’s place"))
        languages = TextField()
        places = [(str(one.id), one.name) for one in self.profile.sites] if self.profile is not None else []
        site = Choice(places, blank=say("Not said"))
        if chosen is not None:
            languages.set_value(", ".join(chosen.languages))
            site.set_value(str(chosen.site_id) if chosen.site_id is not None else "")
            name.set_value(chosen.name)
            role.set_value(chosen.role)
            on_site.set_value(chosen.on_site)
        return (
            Entry("name", say("Name"), name, needed=say("Enter the person’s name")),
            Entry("role", say("Role"), role, needed=say("Choose the person’s role")),
            Entry("languages", say("Languages"), languages, help=say("Separated by commas")),
            Entry("site_id", say("Works at"), site),
            Entry("on_site", say("On site"), on_site, whole=True),
        )

    def keep(self, values: dict[str, Any], chosen: PersonRow | None) -> bool:
        person = chosen.id if chosen is not None else None
        label = say("Name {person}", person=values["name"])
        languages = [one.strip() for one in values["languages"].split(",") if one.strip()]
        site = uuid.UUID(values["site_id"]) if values["site_id"] else None
        values = {**values, "languages": languages, "site_id": site}
        return self.run(providers.set_person, label, provider_id=self.provider, person_id=person, **values)

    def remove(self, chosen: PersonRow) -> Callable[..., object]:
        return partial(providers.remove_person, person_id=chosen.id)


class Skills(Section):
    """What they can do, the best first."""

    key = "skills"

    def title(self) -> str:
        return say("Skills")

    def add_words(self) -> str:
        return say("Add a skill")

    def empty_words(self) -> str:
        return say("No skills yet. Without any, this provider counts as unknown, not as unfit.")

    def lines(self, profile: ProviderProfile) -> Sequence[Shown]:
        return [
            Shown(one, one.name, _used(one), tail=say("{level} of 5", level=one.level))
            for one in profile.skills
        ]

    def entries(self, chosen: SkillRow | None) -> tuple[Entry, ...]:
        knowledge, formats = self.context.knowledge, self.context.formats
        skill = Choice(choices.skills(knowledge), blank=say("Choose a skill"))
        level = Choice(choices.skill_levels(knowledge), blank=say("Choose a level"))
        used = YearField(formats, least=1990, most=self.context.today().year)
        if chosen is not None:
            skill.set_options(((chosen.skill, chosen.name),))
            skill.set_value(chosen.skill)
            level.set_value(str(chosen.level))
            used.set_year(chosen.last_used)
        return (
            Entry("skill", say("Skill"), skill, needed=say("Choose a skill")),
            Entry("level", say("Level"), level, needed=say("Choose a level from 1 to 5")),
            Entry("last_used", say("Last used in"), used, help=say("A year, like 2026")),
        )

    def keep(self, values: dict[str, Any], chosen: SkillRow | None) -> bool:
        used = values["last_used"]
        return self.run(
            providers.set_skill, say("State a skill"), provider_id=self.provider, skill=values["skill"],
            level=int(values["level"]), last_used=int(used) if used is not None else None,
        )  # fmt: skip

    def remove(self, chosen: SkillRow) -> Callable[..., object]:
        return partial(providers.remove_skill, skill_id=chosen.id)


class Rates(Section):
    """A day's rate by role and place, told in confidence."""

    key = "rates"
    private = True

    def title(self) -> str:
        return say("Rates")

    def add_words(self) -> str:
        return say("Add a rate")

    def empty_words(self) -> str:
        return say("No rates yet. Gaps in a quote are then priced from our own estimate.")

    def lines(self, profile: ProviderProfile) -> Sequence[Shown]:
        return [
            Shown(one, one.role_name, one.tier_name, tail=say("{rate} a day", rate=one.rate_words))
            for one in profile.rates
        ]

    def entries(self, chosen: RateRow | None) -> tuple[Entry, ...]:
        knowledge, formats = self.context.knowledge, self.context.formats
        role = Choice(choices.roles(knowledge), blank=say("Choose a role"))
        tier = Choice(choices.places(knowledge), blank=say("Choose where the work is done"))
        currency = chosen.rate.currency if chosen is not None and chosen.rate else formats.currency
        rate = MoneyEdit(currency, formats)
        if chosen is not None:
            role.set_options(((chosen.role, chosen.role_name),))
            tier.set_options(((chosen.tier, chosen.tier_name),))
            role.set_value(chosen.role)
            tier.set_value(chosen.tier)
            rate.set_value(chosen.rate)
        return (
            Entry("role", say("Role"), role, needed=say("Choose a role")),
            Entry("tier", say("Where"), tier, needed=say("Choose where the work is done")),
            Entry("rate", say("A day, excl. tax"), rate, needed=say("Enter the rate of a day, like 480")),
        )

    def keep(self, values: dict[str, Any], chosen: RateRow | None) -> bool:
        return self.run(providers.set_rate, say("Keep a rate"), provider_id=self.provider, **values)

    def remove(self, chosen: RateRow) -> Callable[..., object]:
        return partial(providers.remove_rate, rate_id=chosen.id)


def _used(skill: SkillRow) -> str:
    if skill.last_used is None:
        return skill.level_words
    return say("{level} · last used in {year}", level=skill.level_words, year=str(skill.last_used))
