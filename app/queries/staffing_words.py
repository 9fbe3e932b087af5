"""Teams, the trade-off and what cannot hold together, in words and figures for one screen."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from typing import NamedTuple

from app.analysis.blend import Site, site_of
from app.analysis.money import Money
from app.analysis.optimiser import Answer
from app.analysis.team_choices import HUNDRED, Doing
from app.analysis.team_options import WHOLE_SHARE, Limits, Rule, Team
from app.analysis.team_options import team as reckoned
from app.analysis.team_repairs import Change, Clash, repaired
from app.analysis.team_ways import Way
from app.queries.staffing import StaffingPage
from app.queries.staffing_weeks import last_day
from app.words import say, say_count
from app.words.formats import NOTHING, Formats

HOUR = 60


class TeamFigures(NamedTuple):
    """What a team comes to, in words."""

    cost: str
    days: str
    end: str
    share: str
    risk: str
    providers: str
    gap: str
    """Empty once it is proven the best."""

    against: str
    """Beside the plan as it stands."""


class TeamLine(NamedTuple):
    """One part in a team: who does it from where, and what of that is not as planned."""

    key: str
    part: str
    role: str
    who: str
    where: str
    days: str
    on_site: str
    rate: str
    cost: str
    was: str
    """Who was to do it, where that is another."""

    change: str
    cost_minor: int


class StepRow(NamedTuple):
    """One step of the trade-off: a length and the least it costs."""

    key: int
    days: str
    end: str
    cost: str
    more: str
    """What a shorter work costs on top of the step before."""

    providers: str
    cost_minor: int


class RepairRow(NamedTuple):
    """One way out, with the limits that then hold."""

    words: str
    button: str
    limits: Limits


def way_title(way: Way) -> str:
    """What a team is chosen for."""
    return {
        Way.CHEAPEST: say("Cheapest"),
        Way.FASTEST: say("Fastest"),
        Way.SAFEST: say("Safest"),
        Way.BALANCED: say("Balanced"),
    }[way]


def way_sentence(way: Way) -> str:
    """What that means."""
    return {
        Way.CHEAPEST: say("The least cost, then the fewest days."),
        Way.FASTEST: say("The fewest days, then the least cost."),
        Way.SAFEST: say("The least risk, then the least cost."),
        Way.BALANCED: say("Cost, time and risk count alike."),
    }[way]


def planned_team(page: StaffingPage) -> Team | None:
    """The plan as it stands, reckoned like any other team; None where a part has no rate."""
    return reckoned(page.found.work, page.found.planned, page.limits) if page.found.planned else None


def figures(page: StaffingPage, team: Team, formats: Formats, answer: Answer | None = None) -> TeamFigures:
    """A team in words, beside the plan as it stands."""
    names = [page.names.get(key, "") for key in team.providers]
    gap = answer.gap if answer is not None and not answer.proven else 0.0
    return TeamFigures(
        cost=formats.money_short(Money(team.cost, page.currency)),
        days=say_count("{count} working day", "{count} working days", team.days),
        end=_end(page, team.days, formats),
        share=formats.percent(_share(team.on_site)),
        risk=say("{points} of 100", points=formats.one_decimal(_tenth(team.risk))),
        providers=names[0]
        if len(names) == 1
        else say_count("{count} provider", "{count} providers", len(names)),
        gap=_gap(gap, formats),
        against=_against(page, team, formats),
    )


def _gap(gap: float, formats: Formats) -> str:
    if not gap:
        return ""
    points = (Decimal(str(gap)) * HUNDRED).quantize(Decimal("0.1"), ROUND_CEILING)
    return say(
        "Stopped here. Another team could be up to {points}% better.", points=formats.one_decimal(points)
    )


def _against(page: StaffingPage, team: Team, formats: Formats) -> str:
    plan = planned_team(page)
    if plan is None:
        return ""
    if {option.key for option in plan.options} == {option.key for option in team.options}:
        return say("This is the plan as it stands.")
    cost, days = team.cost - plan.cost, team.days - plan.days
    amount = formats.money_short(Money(abs(cost), page.currency))
    dearer = say("{amount} more than the plan", amount=amount)
    cheaper = say("{amount} less than the plan", amount=amount)
    money = say("Costs what the plan does") if not cost else dearer if cost > 0 else cheaper
    later = say_count("{count} day longer", "{count} days longer", abs(days))
    sooner = say_count("{count} day shorter", "{count} days shorter", abs(days))
    time = say("as long") if not days else later if days > 0 else sooner
    return say("{money}, {time}", money=money, time=time)


def _end(page: StaffingPage, days: int, formats: Formats) -> str:
    """The last day, counted in days that both sides work from the first of the plan; empty where that is not set."""
    if page.start is None or not days:
        return ""
    return formats.day(last_day(page.calendar, page.start, days))


def lines(page: StaffingPage, team: Team, formats: Formats) -> tuple[TeamLine, ...]:
    """Each part of the team in the order of the work."""
    planned = {option.key for option in page.found.planned}
    standing = {page.found.doings[key].part: page.found.doings[key] for key in planned}
    found = []
    for option in team.options:
        doing = page.found.doings[option.key]
        before = standing.get(doing.part)
        found.append(
            TeamLine(
                key=doing.part,
                part=page.titles.get(doing.part, ""),
                role=page.roles.get(doing.part, ""),
                who=page.names.get(doing.provider, ""),
                where=_where(doing, formats),
                days=formats.number(doing.effort.normalize() + 0),
                on_site=formats.number(doing.on_site.normalize() + 0) if doing.on_site else NOTHING,
                rate=formats.money_short(doing.rate),
                cost=formats.money_short(Money(option.cost, page.currency)),
                was=_was(before, doing, page),
                change="" if option.key in planned else _change(before, doing, formats),
                cost_minor=option.cost,
            )
        )
    return tuple(found)


def _where(doing: Doing, formats: Formats) -> str:
    place = {
        Site.HERE: say("Near you"),
        Site.NEAR: say("Near-shore"),
        Site.OFF: say("Off-shore"),
        Site.UNKNOWN: say("Not said"),
    }[site_of(doing.tier)]
    if doing.people > 1:
        return say("{place}, two people", place=place)
    return place


def _change(before: Doing | None, doing: Doing, formats: Formats) -> str:
    if before is None:
        return say("New")
    said = []
    if (before.tier, before.people) != (doing.tier, doing.people):
        said.append(say("was {place}", place=_where(before, formats)))
    if before.on_site != doing.on_site:
        days = formats.number(before.on_site.normalize() + 0)
        said.append(say("was {days} days at your place", days=days))
    if said or before.provider != doing.provider:
        return " · ".join(said)
    return say("Another rate")


def _was(before: Doing | None, doing: Doing, page: StaffingPage) -> str:
    if before is None or before.provider == doing.provider:
        return ""
    return say("was {name}", name=page.names.get(before.provider, ""))


def what_it_means(page: StaffingPage, team: Team) -> str:
    """What becomes of the plan once a team is taken over, and what has to come in before it can be agreed."""
    doings = [page.found.doings[option.key] for option in team.options]
    others = [page.names[key] for key in team.providers if key != page.chosen]
    said = [say("The parts of the plan then stand like this. You can undo it.")]
    if others:
        said.append(
            say(
                "{chosen} stays the provider of the plan and answers for all of it. Before it can be agreed, it needs "
                "a quote for what these do: {others}.",
                chosen=page.names.get(page.chosen, ""),
                others=", ".join(others),
            )
        )
    if not all(doing.quoted for doing in doings):
        said.append(
            say(
                "Rates that were told in confidence stay with you: those parts have no rate until one is quoted."
            )
        )
    return " ".join(said)


def step_rows(page: StaffingPage, steps: Sequence[Team], formats: Formats) -> Iterator[StepRow]:
    """The trade-off, the cheapest first."""
    before: Team | None = None
    for number, team in enumerate(steps):
        told = figures(page, team, formats)
        more = ""
        if before is not None:
            amount = formats.money_short(Money(team.cost - before.cost, page.currency))
            sooner = before.days - team.days
            more = say_count(
                "{amount} for {count} day sooner", "{amount} for {count} days sooner", sooner, amount=amount
            )
        yield StepRow(number, told.days, told.end, told.cost, more, told.providers, team.cost)
        before = team


def rule_words(rule: Rule, limits: Limits, page: StaffingPage, formats: Formats) -> str:
    """One rule with its figure."""
    known = {
        Rule.BUDGET: lambda: say("Cost at most {amount}", amount=_money(limits.budget, page, formats)),
        Rule.DEADLINE: lambda: say_count(
            "Done in {count} working day", "Done in {count} working days", limits.deadline or 0
        ),
        Rule.ON_SITE: lambda: say(
            "At least {share} at your place", share=formats.percent(_share(limits.on_site or 0))
        ),
        Rule.SHARED: lambda: say("At least {hours} shared hours a day", hours=_hours(limits.shared, formats)),
        Rule.RISK: lambda: say(
            "Risk at most {points} of 100", points=formats.one_decimal(_tenth(limits.risk or 0))
        ),
        Rule.PROVIDERS: lambda: say_count(
            "At most {count} provider", "At most {count} providers", limits.providers or 0
        ),
        Rule.CAPACITY: lambda: say("Nobody does more in a week than they have free"),
    }
    return known[rule]()


def clash_words(
    page: StaffingPage, limits: Limits, found: Clash, formats: Formats
) -> tuple[str, tuple[str, ...]]:
    """Why there is no team: the heading, and the rules or parts it is about."""
    if found.nobody:
        titles = tuple(page.titles.get(key, "") for key in found.nobody)
        return say("Nobody has a rate for these parts. Ask for one, or say it in the plan."), titles
    rules = tuple(rule_words(rule, limits, page, formats) for rule in found.rules)
    if not rules:
        return say("No team was found."), ()
    if len(rules) == 1:
        return say("No team keeps this rule."), rules
    return say("These rules can't all hold. Any of them left out, the others can."), rules


def repairs(page: StaffingPage, limits: Limits, found: Clash, formats: Formats) -> tuple[RepairRow, ...]:
    """The least that has to give, each with the limits that then hold."""
    rows = []
    for repair in found.repairs:
        after = _rounded(repaired(limits, repair), repair, page)
        words = " · ".join(_repair_words(change, after, limits, page, formats) for change in repair)
        rows.append(RepairRow(words, say("Try this"), after))
    return tuple(rows)


def _rounded(limits: Limits, repair: Sequence[Change], page: StaffingPage) -> Limits:
    """A budget in whole units of the currency, which is never less than what is needed."""
    if limits.budget is None or all(change.rule is not Rule.BUDGET for change in repair):
        return limits
    amount = Money(limits.budget, page.currency)
    whole = amount.decimal.to_integral_value(ROUND_CEILING)
    return limits._replace(budget=Money.of(whole, page.currency).minor)


def _repair_words(change: Change, after: Limits, before: Limits, page: StaffingPage, formats: Formats) -> str:
    if change.rule is Rule.BUDGET:
        return say(
            "Raise the budget from {old} to {new}",
            old=_money(before.budget, page, formats),
            new=_money(after.budget, page, formats),
        )
    if change.rule is Rule.DEADLINE:
        return say("Allow {new} working days, not {old}", new=change.to, old=before.deadline or 0)
    if change.rule is Rule.ON_SITE:
        shares = {
            "old": formats.percent(_share(before.on_site or 0)),
            "new": formats.percent(_share(change.to)),
        }
        return say("Ask for {new} at your place, not {old}", **shares)
    if change.rule is Rule.SHARED:
        hours = {"old": _hours(before.shared, formats), "new": _hours(change.to, formats)}
        return say("Ask for {new} shared hours a day, not {old}", **hours)
    if change.rule is Rule.RISK:
        points = formats.one_decimal(_tenth(change.to))
        return say("Accept a risk of {points} of 100", points=points)
    if change.rule is Rule.PROVIDERS:
        return say_count("Allow {count} provider", "Allow {count} providers", change.to)
    return " · ".join(
        say(
            "{name} finds {days} more days every week",
            name=page.names.get(provider, ""),
            days=formats.number((Decimal(effort) / HUNDRED).normalize() + 0),
        )
        for provider, effort in change.extra
    )


def _money(minor: int | None, page: StaffingPage, formats: Formats) -> str:
    return formats.money_short(Money(minor or 0, page.currency))


def _hours(minutes: int | None, formats: Formats) -> str:
    return formats.number((Decimal(minutes or 0) / HOUR).quantize(Decimal("0.1")).normalize() + 0)


def _share(points: Fraction | int) -> Decimal:
    """Hundredths of a percent as a share of one."""
    exact = Fraction(points) / WHOLE_SHARE
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def _tenth(risk: Fraction | int) -> Decimal:
    """Thousandths as points of a hundred."""
    exact = Fraction(risk) / 10
    return Decimal(exact.numerator) / Decimal(exact.denominator)
