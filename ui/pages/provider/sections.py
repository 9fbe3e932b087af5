"""People, skills, checks, work done and rates of a provider: their lines, forms and verbs."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.queries.provider_rows import CheckRow, PersonRow, ProviderProfile, RateRow, SkillRow
from app.services import providers
from app.words import say, say_count
from ui.pages.provider import choices
from ui.pages.provider.entry_form import Entry
from ui.pages.provider.section import Section, Shown
from ui.pages.provider.year import YearField
from ui.widgets.fields import Choice, DateField, MoneyEdit, NumberEdit, TextField, Tick
from ui.widgets.states import Banner


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
        return [Shown(one, one.name, one.role_name, here if one.on_site else None) for one in profile.people]

    def entries(self, chosen: PersonRow | None) -> tuple[Entry, ...]:
        name, role = TextField(), Choice(choices.roles(self.context.knowledge), blank=say("Choose a role"))
        on_site = Tick(say("Comes to the owner’s place"))
        if chosen is not None:
            name.set_value(chosen.name)
            role.set_value(chosen.role)
            on_site.set_value(chosen.on_site)
        return (
            Entry("name", say("Name"), name, needed=say("Enter the person’s name")),
            Entry("role", say("Role"), role, needed=say("Choose the person’s role")),
            Entry("on_site", say("On site"), on_site, whole=True),
        )

    def keep(self, values: dict[str, Any], chosen: PersonRow | None) -> bool:
        person = chosen.id if chosen is not None else None
        label = say("Name {person}", person=values["name"])
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


class Checks(Section):
    """What was checked, by whom, how far, and until when it holds."""

    key = "checks"

    def title(self) -> str:
        return say("Checks")

    def add_words(self) -> str:
        return say("Record a check")

    def empty_words(self) -> str:
        return say("Nothing has been checked yet.")

    def note(self) -> str:
        return say("Only what it is and how far it was checked are needed.")

    def above(self, profile: ProviderProfile) -> QWidget | None:
        if profile.row.renew:
            return Banner(profile.row.renew, "warn")
        if profile.missing_checks:
            missing = "; ".join(profile.missing_checks)
            words = say_count(
                "Missing from the core set: {missing}", "Missing from the core set: {missing}",
                len(profile.missing_checks), missing=missing,
            )  # fmt: skip
            return Banner(words, "info")
        return None

    def lines(self, profile: ProviderProfile) -> Sequence[Shown]:
        return [Shown(one, one.name, self._under(one), (one.state_words, one.tone)) for one in profile.checks]

    def _under(self, one: CheckRow) -> str:
        day = self.context.formats.day
        said = [say("Level {level}: {words}", level=one.level, words=one.level_words)]
        if one.issuer:
            said.append(say("from {issuer}", issuer=one.issuer))
        if one.number:
            said.append(say("number {number}", number=one.number))
        said.append(say("ends {day}", day=one.expires) if one.expires_on else say("no end"))
        if one.checked_by and one.checked_on:
            said.append(say("checked by {person} on {day}", person=one.checked_by, day=day(one.checked_on)))
        return " · ".join(said)

    def entries(self, chosen: CheckRow | None) -> tuple[Entry, ...]:
        knowledge, formats, today = self.context.knowledge, self.context.formats, self.context.today
        what = Choice(choices.credentials(knowledge), blank=say("Choose what was checked"))
        level = Choice(choices.check_levels(knowledge))
        issuer, number = TextField(), TextField()
        issued, expires, checked = (DateField(today, formats) for _ in range(3))
        by = TextField(self.context.person)
        if chosen is not None:
            what.set_options(((chosen.credential, chosen.name),))
            what.set_value(chosen.credential)
            level.set_value(str(chosen.level))
            issuer.set_value(chosen.issuer)
            number.set_value(chosen.number)
            issued.set_value(chosen.issued_on)
            expires.set_value(chosen.expires_on)
            by.set_value(chosen.checked_by)
            checked.set_value(chosen.checked_on)
        return (
            Entry("credential", say("What"), what, needed=say("Choose what was checked"), whole=True),
            Entry("level", say("How far it was checked"), level, needed=say("Choose how far it was checked")),
            Entry("number", say("Number"), number),
            Entry("issuer", say("Issued by"), issuer),
            Entry("issued_on", say("Issued on"), issued),
            Entry("expires_on", say("Ends on"), expires, help=say("Empty where it has no end")),
            Entry("checked_on", say("Checked on"), checked),
            Entry("checked_by", say("Checked by"), by),
        )

    def keep(self, values: dict[str, Any], chosen: CheckRow | None) -> bool:
        values = {**values, "level": int(values["level"])}
        return self.run(providers.set_credential, say("Record a check"), provider_id=self.provider, **values)

    def remove(self, chosen: CheckRow) -> Callable[..., object]:
        return partial(providers.remove_credential, credential_id=chosen.id)


class Work(Section):
    """Finished jobs; only those that somebody checked count as proof."""

    key = "work"
    can_change = False

    def title(self) -> str:
        return say("Work done")

    def add_words(self) -> str:
        return say("Add a job")

    def empty_words(self) -> str:
        return say("No finished jobs yet: unrated, which is neither good nor bad.")

    def note(self) -> str:
        return say("Only for whom it was done is needed.")

    def lines(self, profile: ProviderProfile) -> Sequence[Shown]:
        return [
            Shown(
                one, one.client or one.kind or say("A job"),
                " · ".join(filter(None, (one.kind if one.client else "", one.sector, one.closed))),
                (say("Checked"), "success") if one.checked else (say("Not checked"), "neutral"),
                _score(one.scorecard),
            )
            for one in profile.jobs
        ]  # fmt: skip

    def entries(self, chosen: Any | None) -> tuple[Entry, ...]:
        knowledge, formats = self.context.knowledge, self.context.formats
        sectors = tuple((one.key, one.words) for one in choices.sectors(knowledge))
        score = NumberEdit(formats, least=Decimal(0), most=Decimal(100), unit=say("of 100"))
        return (
            Entry("client", say("For whom"), TextField(), needed=say("Enter for whom it was done")),
            Entry(
                "template", say("Kind of project"), Choice(choices.kinds(knowledge), blank=say("Not said"))
            ),
            Entry("sector", say("Trade"), Choice(sectors, blank=say("Not said"))),
            Entry("closed_on", say("Finished on"), DateField(self.context.today, formats)),
            Entry("value", say("Value, excl. tax"), MoneyEdit(formats.currency, formats)),
            Entry("scorecard", say("Scorecard"), score),
            Entry("checked", say("Proof"), Tick(say("I asked the client, and it is true")), whole=True),
        )

    def keep(self, values: dict[str, Any], chosen: Any | None) -> bool:
        return self.run(providers.add_job, say("Add a job"), provider_id=self.provider, **values)

    def remove(self, chosen: Any) -> Callable[..., object]:
        return partial(providers.remove_job, job_id=chosen.id)


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


def _score(scorecard: Decimal | None) -> str:
    return say("{score} of 100", score=f"{scorecard:f}") if scorecard is not None else ""
