"""The share of a team's days at the owner's place: what the rule asks, why, and where more of it stops paying."""

from collections.abc import Mapping
from decimal import Decimal

from app.analysis.blend import Blend, Site, site_of
from app.analysis.money import Money
from app.analysis.on_site import Movable, on_site_curve, weighted_share
from app.analysis.work import ZERO
from app.knowledge import load_knowledge
from app.queries.team_facts import TeamFacts
from app.queries.team_rows import CurveRow, ShareView
from app.queries.team_words import share_steps
from app.words import say, say_known

HUNDREDTH = Decimal("0.01")


def share_view(facts: TeamFacts, mixed: Blend) -> ShareView | None:
    """The share of the rule over the templates, by the days each has in the team."""
    if mixed.share is None:
        return None
    days: dict[str, Decimal] = {}
    for part in facts.parts:
        template = part.package.partition(".")[0]
        key = template if template in facts.asked else ""
        days[key] = days.get(key, ZERO) + part.effort
    asked = weighted_share((facts.asked[name].share, effort) for name, effort in days.items()) or ZERO
    formats = facts.formats
    first = facts.asked[max(days, key=lambda name: days[name])]
    short = mixed.share.quantize(HUNDREDTH) < asked.quantize(HUNDREDTH)
    title = say(
        "{share} of the days are worked at your place. The rule asks for {asked}.",
        share=formats.percent(mixed.share.quantize(HUNDREDTH)),
        asked=formats.percent(asked.quantize(HUNDREDTH)),
    )
    agreed = facts.engagement.on_site_share
    curve, best, stops = _stops_paying(facts, mixed, asked)
    return ShareView(
        title=title,
        short=short,
        steps=share_steps(first, formats),
        notes=_share_notes(facts, days),
        planned=mixed.share,
        asked=asked,
        differs=say(
            "The plan agrees to {agreed}, the days come to {days}.",
            agreed=formats.percent(agreed),
            days=formats.percent(mixed.share.quantize(HUNDREDTH)),
        )
        if agreed is not None and agreed != mixed.share.quantize(HUNDREDTH)
        else "",
        stops=stops,
        curve=curve,
        best=best,
    )


def _share_notes(facts: TeamFacts, days: Mapping[str, Decimal]) -> tuple[str, ...]:
    notes = []
    named = [name for name in days if name]
    if len(named) > 1:
        parts = [
            say(
                "{work}: {share}",
                work=say_known(load_knowledge().template(name).name),
                share=facts.formats.percent(facts.asked[name].share),
            )
            for name in named
        ]
        notes.append(say("By kind of work, each by its days: {parts}.", parts="; ".join(parts)))
    if any(facts.asked[name].unknown for name in days):
        notes.append(say("What nobody has said yet counts as the middle."))
    return tuple(notes)


def _stops_paying(
    facts: TeamFacts, mixed: Blend, asked: Decimal
) -> tuple[tuple[CurveRow, ...], Decimal, str]:
    """The true cost against time on site, for what is worked abroad at rates that are known here too."""
    formats, allowed = facts.formats, facts.allowed()
    movable, staying = [], ZERO
    for part in facts.team():
        near = facts.nearby(part.role)
        away = site_of(part.tier) in (Site.NEAR, Site.OFF)
        if away and near is not None and part.rate is not None and part.elsewhere:
            of = allowed[part.tier]
            movable.append(
                Movable(part.elsewhere, near.decimal * of.productivity, part.rate.decimal * of.a_day)
            )
        else:
            staying += part.elsewhere
    if not movable:
        return (), asked, ""
    curve = on_site_curve(mixed.on_site, mixed.true_cost.decimal, movable, asked, staying)
    currency = facts.project.currency
    rows = tuple(
        CurveRow(
            point.share,
            point.cost,
            formats.percent(point.share.quantize(HUNDREDTH)),
            formats.money_short(Money.of(point.cost.quantize(Decimal(1)), currency)),
        )
        for point in curve.points
    )
    best = formats.percent(curve.best.quantize(HUNDREDTH))
    if curve.next_day is None:
        return rows, curve.best, say("Time on site pays throughout: distance saves nothing here.")
    stops = say(
        "More time on site stops paying at {share}: from there on each day costs {amount} more than it saves.",
        share=best,
        amount=formats.money_short(Money.of(curve.next_day.quantize(Decimal(1)), currency)),
    )
    return rows, curve.best, stops
