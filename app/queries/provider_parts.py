"""The parts of a provider's profile, row by row: skills, people, sites, weeks, work and what it charges."""

from datetime import date, timedelta

from app.analysis.references import reference_score
from app.domain.providers import ProviderSite, SiteKind
from app.knowledge import load_knowledge
from app.queries.lens import Lens
from app.queries.provider_records import ProviderFacts
from app.queries.provider_rows import (
    JobRow,
    KeptFileRow,
    PersonRow,
    RateRow,
    ReferenceRow,
    SiteRow,
    SkillRow,
    WeekRow,
)
from app.queries.provider_words import role_name, skill_name, template_name
from app.words import say, say_count, say_known
from app.words.formats import Formats

SHOWN_WEEKS = 12
KILOBYTE = 1000


def skills(facts: ProviderFacts) -> tuple[SkillRow, ...]:
    """What it can do, the best first."""
    levels = load_knowledge().skills.levels
    rows = (
        SkillRow(
            row.id, row.skill, skill_name(row.skill), row.level, say_known(levels[row.level]), row.last_used
        )
        for row in facts.skills
    )
    return tuple(sorted(rows, key=lambda row: (-row.level, row.name.casefold())))


def jobs(facts: ProviderFacts, formats: Formats) -> tuple[JobRow, ...]:
    """Its finished jobs, the last first."""
    rows = (
        JobRow(
            id=job.id,
            client=job.client,
            template=job.template,
            kind=template_name(job.template) if job.template else "",
            sector_id=job.sector,
            sector=skill_name(job.sector) if job.sector else "",
            closed_on=job.closed_on,
            closed=formats.day(job.closed_on),
            value=job.value,
            value_words=formats.money_short(job.value),
            checked=job.checked,
            scorecard=job.scorecard,
            file_name=job.file_name,
            sha256=job.sha256,
        )
        for job in facts.jobs
    )
    return tuple(sorted(rows, key=lambda row: row.closed_on or date.min, reverse=True))


def rates(facts: ProviderFacts, formats: Formats) -> tuple[RateRow, ...]:
    """What it charges a day, told in confidence."""
    tiers = {str(tier): place for tier, place in load_knowledge().meta.region_tiers.items()}
    rows = (
        RateRow(
            id=row.id,
            role=row.role,
            role_name=role_name(row.role),
            tier=row.tier,
            tier_name=say_known(tiers[row.tier].label) if row.tier in tiers else row.tier,
            rate=row.rate,
            rate_words=formats.money_short(row.rate),
        )
        for row in facts.rates
    )
    return tuple(sorted(rows, key=lambda row: (row.role_name.casefold(), row.tier)))


def people(facts: ProviderFacts) -> tuple[PersonRow, ...]:
    """Its named people, those who come on site first."""
    places = {site.id: place_of(facts, site) for site in facts.sites}
    return tuple(
        PersonRow(
            person.id,
            person.name,
            person.role,
            role_name(person.role),
            person.on_site,
            tuple(person.languages),
            person.site_id if person.site_id in places else None,
            places.get(person.site_id, "") if person.site_id else "",
        )
        for person in facts.people
    )


def sites(facts: ProviderFacts, formats: Formats) -> tuple[SiteRow, ...]:
    """Where its people work, those who can come on site first."""
    return tuple(_site(facts, site, formats) for site in facts.sites)


def site_kind_words(kind: SiteKind) -> tuple[str, str]:
    """What a kind of site is called, and its tone."""
    words = {
        SiteKind.ON_SITE: (say("On site"), "success"),
        SiteKind.NEAR_SHORE: (say("Near-shore"), "info"),
        SiteKind.OFF_SHORE: (say("Off-shore"), "neutral"),
    }
    return words[kind]


def place_of(facts: ProviderFacts, site: ProviderSite) -> str:
    """A site by its place; one at the firm's address by that."""
    home = (facts.provider.town, facts.provider.country)
    told = (site.town, facts.country_of(site)) if site.town else home
    return ", ".join(part for part in told if part) or site_kind_words(site.kind)[0]


def _site(facts: ProviderFacts, site: ProviderSite, formats: Formats) -> SiteRow:
    words, tone = site_kind_words(site.kind)
    zone = site.time_zone.replace("_", " ")
    clock = zone or say("Time zone not known")
    if site.starts:
        clock = say(
            "{zone} · {start} to {end}", zone=zone or say("by their clock"), start=site.starts, end=site.ends
        )
    people = ""
    if site.headcount is not None:
        number = formats.number(site.headcount)
        people = say_count("{number} person", "{number} people", site.headcount, number=number)
    return SiteRow(
        id=site.id,
        kind=site.kind.value,
        kind_words=words,
        kind_tone=tone,
        name=place_of(facts, site),
        town=site.town,
        country=site.country,
        time_zone=site.time_zone,
        starts=site.starts,
        ends=site.ends,
        headcount=site.headcount,
        clock=clock,
        people=people,
    )


def weeks(facts: ProviderFacts, today: date, formats: Formats) -> tuple[WeekRow, ...]:
    """The free days of this week and of those that follow."""
    told = {row.week: row.free_days for row in facts.weeks}
    monday = today - timedelta(days=today.weekday())
    rows = []
    for number in range(SHOWN_WEEKS):
        week = monday + timedelta(weeks=number)
        said = told.get(week)
        free = facts.provider.free_days_week if said is None else said
        words = say("Week of {day}", day=formats.short_day(week))
        rows.append(WeekRow(week, words, said, free, formats.effort(free)))
    return tuple(rows)


def references(facts: ProviderFacts, lens: Lens, formats: Formats) -> tuple[ReferenceRow, ...]:
    """Its clients who can be asked, the last finished first. Whom to call is for the broker."""
    mine = lens is Lens.BROKER
    rows = []
    for row in facts.references:
        score = reference_score(row.answers)
        call = ""
        if row.called_on is not None:
            call = say("called by {person} on {day}", person=row.called_by, day=formats.day(row.called_on))
        rows.append(
            ReferenceRow(
                id=row.id,
                client=row.client,
                work=row.work,
                finished_on=row.finished_on,
                finished=formats.day(row.finished_on) if row.finished_on else "",
                contact=row.contact if mine else "",
                phone=row.phone if mine else "",
                called_on=row.called_on,
                called_by=row.called_by,
                call=call,
                answers=row.answers,
                would_again=row.would_again,
                score=score,
                score_words=say("{score} of 100", score=formats.number(round(score * 100)))
                if score is not None
                else "",
                notes=row.notes if mine else "",
            )
        )
    return tuple(sorted(rows, key=lambda row: row.finished_on or date.min, reverse=True))


def files(facts: ProviderFacts, formats: Formats) -> tuple[KeptFileRow, ...]:
    """The files kept with it; none for the owner."""
    return tuple(
        KeptFileRow(
            row.id,
            row.name,
            row.sha256,
            say("{size} KB", size=formats.number(max(1, row.size // KILOBYTE))),
            formats.day(row.added_on),
        )
        for row in facts.files
    )
