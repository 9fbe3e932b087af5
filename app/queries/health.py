"""How the work is going: one word, six lines, the days behind the plan and what the money has brought."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.earned_value import Worth, worth
from app.analysis.health import (
    Facet,
    Level,
    Overall,
    Standing,
    Trend,
    lateness_by_week,
    most_behind,
    overall,
    standings,
    trends,
)
from app.analysis.health_facts import (
    Lead,
    Marks,
    MustFacts,
    PaymentFacts,
    Round,
    StageFacts,
    TestFacts,
    Work,
)
from app.domain.base import live
from app.domain.engagements import (
    Engagement,
    EngagementPerson,
    Review,
    Side,
    SignOffTest,
    Verdict,
    VerdictResult,
)
from app.domain.projects import LifecycleStep, Project
from app.knowledge import load_knowledge
from app.queries.health_words import facet_words, headline, level_words, trend_words, why
from app.queries.lens import Lens
from app.queries.paper_head import stages_of, tests_of
from app.queries.project_facts import ProjectFacts, gather, next_step, stage_to_review
from app.queries.quote_offers import musts_of
from app.queries.stage_words import payments_of, reviews_of
from app.queries.stages import needed_by
from app.words import say, say_count
from app.words.formats import Formats

AT_WORK = ("running", "closing", "closed", "benefits_review")
FIRST_TIME = "SLA-FTA"
"""The service measure whose marks tell how many tests should pass the first time."""

PLACES: Mapping[Facet, str] = {
    Facet.TIME: "progress",
    Facet.MONEY: "money",
    Facet.SCOPE: "plan/stages",
    Facet.QUALITY: "progress",
    Facet.PEOPLE: "plan/people",
}
"""Where one sees what a line is told from; there is no page of risks."""


@dataclass(frozen=True, slots=True)
class FacetRow:
    """One line: what, how it stands, against last week, why, and where one sees it."""

    key: str
    title: str
    word: str
    tone: str
    icon: str
    trend: str
    trend_icon: str
    worse: bool
    why: str
    address: str


@dataclass(frozen=True, slots=True)
class Week:
    """How many days the work was behind on one day."""

    label: str
    days: int
    words: str


@dataclass(frozen=True, slots=True)
class WorthRow:
    """One sum of what the money has brought, and how it stands against the one above it."""

    title: str
    amount: str
    note: str


@dataclass(frozen=True, slots=True)
class HealthPage:
    """The page, finished; before work is agreed and once it is broken off only `missing` and `step` say something."""

    step: str
    address: str
    button: str
    missing: str = ""
    word: str = ""
    headline: str = ""
    tone: str = ""
    icon: str = ""
    why: str = ""
    unknown: str = ""
    as_of: str = ""
    rows: tuple[FacetRow, ...] = ()
    has_trends: bool = False
    weeks: tuple[Week, ...] = ()
    weeks_finding: str = ""
    worth: tuple[WorthRow, ...] = ()


def health(
    session: Session, *, lens: Lens, project_id: uuid.UUID, formats: Formats, today: date
) -> HealthPage | None:
    """How the work stands today; None where the project is gone. Owner and broker see the same."""
    project = session.get(Project, project_id)
    if project is None or project.deleted:
        return None
    facts = gather(session, [project])[project.id]
    step, address, button = next_step(facts, formats)
    engagement = facts.engagement
    if engagement is None or engagement.owner_signed_on is None or project.state not in AT_WORK:
        missing = (
            say("The project has ended, so its health is no longer told.")
            if project.closed_because() and project.held_on is None
            else say("It is told once both sides have agreed to the plan and work can begin.")
        )
        return HealthPage(step, address, button, missing)
    work = work_of(session, project, engagement, engagement.owner_signed_on, lens=lens)
    stand, moves = standings(work, today), trends(work, today)
    over = overall(stand)
    word, tone, icon = level_words()[over.level]
    told = over.facet or Facet.TIME
    address, button = _helps(over, facts, address, button)
    weeks, weeks_finding = _weeks(work, today, formats)
    return HealthPage(
        step=step,
        address=address,
        button=button,
        word=word,
        headline=headline(word, moves.get(told) if over.level is not Level.ON_TRACK else None),
        tone=tone,
        icon=icon,
        why=why(stand[told], formats),
        unknown=_unknown(stand),
        as_of=formats.weekday_day(today),
        rows=tuple(_row(facet, stand[facet], moves.get(facet), project_id, formats) for facet in Facet),
        has_trends=bool(moves),
        weeks=weeks,
        weeks_finding=weeks_finding,
        worth=_worth(worth(work, today), formats),
    )


def late_words(session: Session, facts: ProjectFacts, *, lens: Lens, today: date) -> tuple[str, str, str]:
    """Word, tone and icon of a project in which something is late: as its own page says it, "watch" at the least."""
    signed = facts.engagement.owner_signed_on if facts.engagement is not None else None
    level = Level.WATCH
    if facts.engagement is not None and signed is not None:
        work = work_of(session, facts.project, facts.engagement, signed, lens=lens)
        if overall(standings(work, today)).level is Level.NEEDS_YOU:
            level = Level.NEEDS_YOU
    return level_words()[level]


# What is on record ---------------------------------------------------------------------------------


def work_of(
    session: Session, project: Project, engagement: Engagement, agreed_on: date, *, lens: Lens
) -> Work:
    """Everything on record about the work, each fact with its day. Both lenses read the same."""
    marks = load_knowledge().service_levels.measures[FIRST_TIME]
    reviews = reviews_of(session, project.id)
    tests = [test for some in tests_of(session, project.id).values() for test in some]
    steps = _payment_steps(session, project.id)
    return Work(
        agreed_on=agreed_on,
        price=engagement.price,
        stages=tuple(
            StageFacts(
                stage.id,
                stage.title,
                stage.planned_on,
                stage.amount,
                tuple(
                    Round(each.submitted_on, each.reply_by, each.decided_on, each.result == "accepted")
                    for each in reviews.get(stage.id, ())
                ),
            )
            for stage in stages_of(session, project.id)
        ),
        payments=tuple(
            PaymentFacts(each.amount, each.due_on, tuple(steps.get(each.id, ())))
            for each in payments_of(session, project.id)
        ),
        tests=_tests(session, project.id, tests, [each for some in reviews.values() for each in some]),
        musts=tuple(
            MustFacts(
                tuple(test.stage_id for test in tests if test.item_id == item.id),
                bool(engagement.without_test.get(item.id.hex, "").strip()),
            )
            for item in musts_of(session, project.id)
        ),
        lead=_lead(session, project.id),
        marks=Marks(marks.target / 100, marks.critical_threshold / 100),
        needed_by=needed_by(session, lens=lens, project_id=project.id),
        held=project.held_on is not None,
    )


def _payment_steps(session: Session, project_id: uuid.UUID) -> dict[uuid.UUID, list[tuple[date, str]]]:
    """Every state that each payment took, in order."""
    found: dict[uuid.UUID, list[tuple[date, str]]] = {}
    rows = session.execute(
        select(LifecycleStep.subject, LifecycleStep.happened_on, LifecycleStep.after)
        .where(live(LifecycleStep), LifecycleStep.project_id == project_id, LifecycleStep.entity == "Payment")
        .order_by(LifecycleStep.number)
    )
    for row in rows:
        found.setdefault(row.subject, []).append((row.happened_on, row.after))
    return found


def _tests(
    session: Session, project_id: uuid.UUID, tests: Sequence[SignOffTest], reviews: Sequence[Review]
) -> tuple[TestFacts, ...]:
    """What was said of each test in the rounds that are decided, in their order."""
    decided = {each.id: (each.round, each.decided_on) for each in reviews if each.decided_on is not None}
    said: dict[uuid.UUID, list[tuple[int, date, bool]]] = {test.id: [] for test in tests}
    for verdict in session.scalars(select(Verdict).where(Verdict.project_id == project_id)):
        number, day = decided.get(verdict.review_id, (0, None))
        if day is not None and verdict.test_id in said:
            said[verdict.test_id].append((number, day, verdict.result is VerdictResult.PASS))
    return tuple(
        TestFacts(tuple((day, passed) for _, day, passed in sorted(rounds))) for rounds in said.values()
    )


def _lead(session: Session, project_id: uuid.UUID) -> Lead | None:
    lead = session.scalars(
        select(EngagementPerson)
        .where(EngagementPerson.project_id == project_id, EngagementPerson.side == Side.ON_SITE)
        .order_by(EngagementPerson.leads.desc(), EngagementPerson.position)
    ).first()
    return Lead(lead.name, bool(lead.phone or lead.email), lead.days) if lead is not None else None


# As it is shown ------------------------------------------------------------------------------------


def _helps(over: Overall, facts: ProjectFacts, address: str, button: str) -> tuple[str, str]:
    """The one page that helps: what waits for the owner anyway, but for what needs a page of its own."""
    base = f"project/{facts.project.id}"
    own = {
        Facet.MONEY: (f"{base}/money", say("Open money")),
        Facet.SCOPE: (f"{base}/plan/stages", say("Open the stages")),
        Facet.PEOPLE: (f"{base}/plan/people", say("Open the people")),
    }
    pressing = over.level in (Level.WATCH, Level.NEEDS_YOU)
    if pressing and over.facet in own and (over.facet is Facet.MONEY or stage_to_review(facts) is None):
        return own[over.facet]
    return address, button


def _row(
    facet: Facet, standing: Standing, trend: Trend | None, project_id: uuid.UUID, formats: Formats
) -> FacetRow:
    word, tone, icon = level_words()[standing.level]
    moved, moved_icon = trend_words()[trend] if trend is not None else ("", "")
    place = PLACES.get(facet, "")
    return FacetRow(
        key=facet.value,
        title=facet_words()[facet],
        word=word,
        tone=tone,
        icon=icon,
        trend=moved,
        trend_icon=moved_icon,
        worse=trend is Trend.WORSE,
        why=why(standing, formats),
        address=f"project/{project_id}/{place}" if place else "",
    )


def _unknown(stand: Mapping[Facet, Standing]) -> str:
    names = [facet_words()[facet] for facet in Facet if stand[facet].level is Level.NOT_KNOWN]
    return say("Not known: {facets}.", facets=", ".join(names)) if names else ""


def _weeks(work: Work, today: date, formats: Formats) -> tuple[tuple[Week, ...], str]:
    """The days behind the plan from the first Monday of the work on, and what they show.

    Nothing before there are two days to join, or where no stage has a day.
    """
    decided = [
        each.decided_on
        for stage in work.stages
        for each in stage.rounds
        if each.accepted and each.decided_on is not None
    ]
    over = all(stage.accepted(today) for stage in work.stages)
    last = max(decided) if over and decided else today
    found = lateness_by_week(work.stages, work.agreed_on, last)
    if len(found) < 2 or not any(stage.planned_on for stage in work.stages):
        return (), ""
    weeks = tuple(
        Week(formats.short_day(day), days, say_count("{count} day", "{count} days", days))
        for day, days in found
    )
    return weeks, _finding(weeks, most_behind(work.stages, work.agreed_on, last))


def _finding(weeks: Sequence[Week], most: int) -> str:
    """What the line shows, as its title."""
    now, before = weeks[-1].days, weeks[-2].days
    if not most:
        return say("Never late so far")
    if not now:
        return say_count(
            "Nothing is late now; {count} day at most on the way",
            "Nothing is late now; {count} days at most on the way",
            most,
        )
    if now > before:
        return say_count("{count} day late, and rising", "{count} days late, and rising", now)
    return say_count("{count} day late", "{count} days late", now)


def _worth(found: Worth | None, formats: Formats) -> tuple[WorthRow, ...]:
    """Planned value, earned value and paid, each against the sum it belongs to."""
    if found is None:
        return ()
    money = formats.money_short
    return (
        WorthRow(
            say("Should be done by now"), money(found.planned), say("of {price}", price=money(found.price))
        ),
        WorthRow(say("Done and checked"), money(found.earned), _against(found, formats)),
        WorthRow(say("Paid so far"), money(found.paid), _beside(found, formats)),
    )


def _against(found: Worth, formats: Formats) -> str:
    if not found.planned:
        return say("before its day") if found.earned else ""
    return say("{share} of that", share=formats.percent(Decimal(found.earned.minor) / found.planned.minor))


def _beside(found: Worth, formats: Formats) -> str:
    more = found.earned - found.paid
    if more.minor > 0:
        return say("{amount} less than is done", amount=formats.money_short(more))
    return say("{amount} more than is done", amount=formats.money_short(-more)) if more.minor < 0 else ""
