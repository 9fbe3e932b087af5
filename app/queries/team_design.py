"""The team of a plan as it is designed: who does what from where, what it truly costs, whether it holds together."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from sqlalchemy.orm import Session

from app.analysis.blend import Blend, Phase, Site, TeamPart, Worth, blend, site_of, worth
from app.analysis.calendars import calendar
from app.analysis.money import Money
from app.analysis.team_shape import Load, Shape, longest_chain, shape_findings
from app.analysis.work import ZERO
from app.domain.projects import Project
from app.domain.quotes import IN
from app.domain.team import WorkPackage
from app.domain.team_drafts import package_title, template_package
from app.knowledge import load_knowledge
from app.knowledge.readings import TIER_OF_CURRENCY
from app.queries.engagements import current
from app.queries.lens import Lens
from app.queries.plan_team import tier_word
from app.queries.provider_words import role_name
from app.queries.quote_offers import decided_round
from app.queries.team_facts import TeamFacts, read_team
from app.queries.team_others import others_and_the_price
from app.queries.team_rows import AllowanceRow, HeadRow, PartRow, PhaseRow, ShapeRow, TeamChoices, TeamDesign
from app.queries.team_share import share_view
from app.queries.team_words import (
    allowance_sentence,
    phase_word,
    shape_sentence,
    thin_sentence,
    worth_sentence,
)
from app.words import say, say_count
from app.words.formats import NOTHING, Formats

BLENDED = "blended_project"


def team_design(
    session: Session, *, lens: Lens, project_id: uuid.UUID, formats: Formats
) -> TeamDesign | None:
    """The team as designed; None without an engagement. Owner and broker see the same."""
    project, engagement = session.get(Project, project_id), current(session, project_id)
    if project is None or engagement is None:
        return None
    facts = read_team(session, project, engagement, formats)
    team = facts.team()
    mixed = blend(team, facts.allowed(), project.currency)
    return TeamDesign(
        parts=tuple(_part(each, facts) for each in facts.parts),
        heads=_heads(facts),
        phases=tuple(_phases(team, formats)),
        days=formats.effort(mixed.effort),
        total=formats.money_short(mixed.cost),
        effective=formats.money_short(mixed.rate) if mixed.rate is not None else NOTHING,
        true=_true(mixed, formats),
        unpriced=_unpriced(mixed, formats),
        difference=_difference(mixed, engagement.price, formats),
        others=others_and_the_price(facts.parts, engagement, formats),
        price=formats.money_short(engagement.price),
        allowances=tuple(_allowances(facts, team)),
        shape=_shape(facts, team),
        share=share_view(facts, mixed),
        choices=_choices(facts, _others(session, facts)),
    )


def _part(part: WorkPackage, facts: TeamFacts) -> PartRow:
    formats = facts.formats
    name = facts.name(part)
    stage = next((each for each in facts.stages if each.id == part.stage_id), None)
    cost = part.day_rate.times(part.effort) if part.day_rate is not None else None
    return PartRow(
        id=part.id,
        title=part.title,
        package=part.package,
        phase=part.phase,
        phase_words=phase_word(Phase(part.phase)),
        role=part.role,
        role_words=role_name(part.role) or say("Not said"),
        tier=part.tier,
        based=tier_word(part.tier),
        who=_by(name or role_name(part.role) or say("Not said"), part.provider_name),
        where=_where(part.tier, part.effort, part.on_site, formats),
        effort=part.effort,
        on_site=part.on_site,
        days=formats.number(part.effort.normalize() + 0),
        rate=formats.money_short(part.day_rate) if part.day_rate is not None else NOTHING,
        cost=formats.money_short(cost) if cost is not None else NOTHING,
        stage=say("{number} {stage}", number=stage.number, stage=stage.title)
        if stage
        else say("Beside all stages"),
        day_rate=part.day_rate,
        stage_id=part.stage_id,
        person_id=part.person_id,
        provider=str(part.provider_ref or ""),
        quoted_in=part.quoted_in,
    )


def _by(who: str, provider: str) -> str:
    return say("{who}, {provider}", who=who, provider=provider) if provider else who


def _heads(facts: TeamFacts) -> tuple[HeadRow, ...]:
    """The parts of one person, or one role, at one rate as one row; who is with the owner most comes first."""
    gathered: dict[tuple[str, str, str, str, Money | None], list[WorkPackage]] = {}
    for part in facts.parts:
        key = (facts.name(part), part.provider_name, part.role, part.tier, part.day_rate)
        gathered.setdefault(key, []).append(part)
    rows = []
    for (name, provider, role, tier, rate), mine in gathered.items():
        effort = sum((part.effort for part in mine), ZERO)
        here = sum((part.on_site for part in mine), ZERO)
        titles = list(dict.fromkeys(part.title for part in mine))
        named = role_name(role) or say("Not said")
        does = (
            titles[0] if len(titles) == 1 else say_count("{count} package", "{count} packages", len(titles))
        )
        rows.append(
            (
                -here,
                HeadRow(
                    key=f"{name}/{provider}/{role}/{tier}/{rate.minor if rate is not None else ''}",
                    who=_by(name or named, provider),
                    does=say("{role} · {work}", role=named, work=does) if name else does,
                    where=_where(tier, effort, here, facts.formats),
                    effort=effort,
                    days=facts.formats.number(effort.normalize() + 0),
                    rate=facts.formats.money_short(rate) if rate is not None else NOTHING,
                    cost=facts.formats.money_short(rate.times(effort)) if rate is not None else NOTHING,
                ),
            )
        )
    return tuple(row for _, row in sorted(rows, key=lambda pair: (pair[0], -pair[1].effort)))


def _where(tier: str, effort: Decimal, here: Decimal, formats: Formats) -> str:
    if not here:
        return tier_word(tier)
    if here == effort:
        return say("At your place")
    days = formats.number(here.normalize() + 0)
    return say("{based}, {days} at your place", based=tier_word(tier), days=days)


def _phases(team: Sequence[TeamPart], formats: Formats) -> Iterator[PhaseRow]:
    for phase in Phase:
        mine = [part for part in team if part.phase is phase and part.effort]
        if mine:
            here = sum((part.on_site for part in mine), ZERO)
            abroad = sum(
                (part.elsewhere for part in mine if site_of(part.tier) in (Site.NEAR, Site.OFF)), ZERO
            )
            near = sum((part.elsewhere for part in mine), ZERO) - abroad
            first, second, third = (
                formats.number(days.normalize() + 0) if days else "" for days in (here, abroad, near)
            )
            yield PhaseRow(phase_word(phase), here, abroad, near, (first, second, third))


def _true(mixed: Blend, formats: Formats) -> str:
    if mixed.true_rate is None or mixed.true_rate == mixed.rate:
        return ""
    return say(
        "With what distance takes, {cost} in all: {rate} for as much as a day nearby yields.",
        cost=formats.money_short(mixed.true_cost),
        rate=formats.money_short(mixed.true_rate),
    )


def _unpriced(mixed: Blend, formats: Formats) -> str:
    if not mixed.without_rate:
        return ""
    return say("{days} have no rate yet and are not in these sums.", days=formats.effort(mixed.without_rate))


def _difference(mixed: Blend, price: Money | None, formats: Formats) -> str:
    if price is None or not mixed.cost.minor or price.currency != mixed.cost.currency:
        return ""
    off = price - mixed.cost
    if not off.minor:
        return ""
    if off.minor < 0:
        return say("The price is {amount} less than these days.", amount=formats.money_short(-off))
    return say("The price is {amount} more than these days.", amount=formats.money_short(off))


def _allowances(facts: TeamFacts, team: Sequence[TeamPart]) -> Iterator[AllowanceRow]:
    """One row for each kind of rate that is abroad."""
    for tier, allowed in facts.allowed().items():
        if site_of(tier) not in (Site.NEAR, Site.OFF):
            continue
        row = facts.allowances.get(tier)
        found: dict[str, Worth] = {}
        for part in team:
            near = facts.nearby(part.role)
            if part.tier == tier and part.rate is not None and near is not None and part.elsewhere:
                found[part.role] = worth(part.rate, near, allowed)
        yield AllowanceRow(
            tier,
            tier_word(tier),
            *allowed,
            because=row.because if row is not None else "",
            usual=row is None,
            sentence=allowance_sentence(allowed, facts.project.currency, facts.formats),
            finding=worth_sentence(found),
        )


def _shape(facts: TeamFacts, team: Sequence[TeamPart]) -> tuple[ShapeRow, ...]:
    blended = facts.project.sourcing_class == BLENDED
    found = shape_findings(team, facts.weeks, blended=blended, critical=_critical(facts))
    thin = [each for each in found if each.rule is Shape.ALLOCATION and not each.holds]
    rows = [ShapeRow(shape_sentence(each, facts.formats), each.holds) for each in found if each not in thin]
    if thin:
        rows.append(ShapeRow(thin_sentence(thin, facts.formats), holds=False))
    return tuple(sorted(rows, key=lambda row: row.holds))


def _critical(facts: TeamFacts) -> list[Load]:
    """What each role does in the stages that hold the packages everything waits for."""
    efforts: dict[str, Decimal] = {}
    for part in facts.parts:
        package = template_package(part.package)
        if package is not None and package.effort.pct_of_total is None:
            efforts[part.package] = efforts.get(part.package, ZERO) + part.effort
    before = {name: _earlier(name) for name in efforts}
    chain = set(longest_chain(efforts, before))
    loads = []
    for stage in facts.stages:
        if stage.starts_on is None or stage.planned_on is None:
            continue
        days = calendar().between(stage.starts_on, stage.planned_on) + 1
        roles: dict[str, Decimal] = {}
        for part in facts.parts:
            if part.stage_id == stage.id and part.package in chain:
                roles[part.role] = roles.get(part.role, ZERO) + part.effort
        loads += [Load(role, effort, Decimal(days)) for role, effort in roles.items()]
    return loads


def _earlier(reference: str) -> tuple[str, ...]:
    template = reference.partition(".")[0]
    package = template_package(reference)
    return () if package is None else tuple(f"{template}.{name}" for name in package.depends_on)


def _others(session: Session, facts: TeamFacts) -> dict[str, str]:
    """Key → name of whom a part can be given to: who quoted in the round that was decided, and who has one already."""
    quotes = decided_round(session, facts.project.id)
    chosen = facts.engagement.provider_name
    named = {
        str(offer.quote.provider_ref or offer.quote.id): offer.quote.provider_name
        for offer in (quotes.offers if quotes is not None else ())
        if offer.quote.state in IN and offer.quote.id != facts.engagement.quote_id
    }
    named |= {str(part.provider_ref): part.provider_name for part in facts.parts if part.provider_name}
    return {key: name for key, name in named.items() if name != chosen}


def _choices(facts: TeamFacts, others: Mapping[str, str]) -> TeamChoices:
    near = TIER_OF_CURRENCY.get(facts.project.currency, "onsite_uk")
    tiers = dict.fromkeys((near, "nearshore", "offshore", *(part.tier for part in facts.parts if part.tier)))
    packages = {
        f"{name}.{key}": package_title(f"{name}.{key}")
        for name in facts.project.templates
        for key in load_knowledge().template(name).work_packages
    }
    return TeamChoices(
        roles=tuple((key, role_name(key)) for key in load_knowledge().roles.roles),
        tiers=tuple((tier, tier_word(tier)) for tier in tiers),
        phases=tuple((phase.value, phase_word(phase)) for phase in Phase),
        stages=tuple(
            (str(stage.id), say("{number} {stage}", number=stage.number, stage=stage.title))
            for stage in facts.stages
        ),
        people=tuple((str(key), person.name) for key, person in facts.people.items()),
        packages=tuple(packages.items()),
        providers=tuple(others.items()),
        chosen=facts.engagement.provider_name,
        currency=facts.project.currency,
    )
