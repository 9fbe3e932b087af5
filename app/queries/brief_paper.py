"""The rows of the brief, cut to who will read it."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.analysis.money import Money
from app.domain.projects import Project
from app.knowledge import Knowledge, load_knowledge
from app.knowledge.answers import BUDGET, BUDGET_SHOWN, TOP_ONLY, provider_sees, told_to_provider, visible
from app.knowledge.questions import Question
from app.queries import briefs, estimates, first_steps, paper_head, papers
from app.queries.answer_words import AnswerWords
from app.queries.brief_versions import BriefAt, last_changes
from app.queries.engagement_paper import measures_of, quiet_times
from app.queries.interview import READY
from app.queries.provider_words import template_name
from app.words import say, say_known
from app.words.formats import Formats

AUDIENCES = ("owner", "broker", "provider")


@dataclass(frozen=True)
class _Given:
    """The answers of a project with the questions they answer, ready to be put into words."""

    values: Mapping[str, Any]
    unknown: frozenset[str]
    questions: Mapping[str, Question]
    words: AnswerWords

    def text(self, question: str) -> str:
        """The answer in words; empty where there is none, or the reader may not have it."""
        if question not in self.questions:
            return ""
        return self.words.text(self.questions[question], self.values.get(question))

    def answers(self, *names: str) -> tuple[papers.Answer, ...]:
        """The questions of `names` that are answered or left to the broker, with their answers."""
        found = []
        for name in names:
            question = self.questions.get(name)
            if question is None:
                continue
            text, asks = self.text(name), name in self.unknown
            if text or asks:
                found.append(papers.Answer(say_known(question.summary_label), text, asks))
        return tuple(found)

    def rows(self, question: str) -> Sequence[Mapping[str, Any]]:
        """The rows of a table answer."""
        value = self.values.get(question)
        return value if isinstance(value, Sequence) and not isinstance(value, str) else ()


def brief(
    session: Session, *, project_id: uuid.UUID, audience: str, formats: Formats, today: date
) -> papers.BriefPaper | None:
    """The brief for the owner, the broker or a provider; None where the project is gone."""
    project = session.get(Project, project_id)
    if project is None or project.deleted:
        return None
    knowledge = load_knowledge()
    inside = audience != "provider"
    given = _given(session, project, knowledge, formats, inside)
    by = given.values.get("b9.date")
    # What was said before and taken back was never told to providers.
    since = last_changes(session, project_id=project_id, formats=formats) if inside else None
    return papers.BriefPaper(
        head=_head(session, project, today, inside),
        kinds=tuple(template_name(template) for template in project.templates),
        problem=given.text("b2.problem"),
        problem_cost=_cost_sentence(given),
        outcome=given.text("b3.outcome"),
        measures=measures_of(given.values.get("b3.measures"), formats),
        users=tuple(_user(row) for row in given.rows("b4.users")),
        access_needs=" ".join(
            part for part in (given.text("b4.access"), given.text("b4.access_note")) if part
        ),
        must=_items(session, project_id, "must", say("M")),
        nice=_items(session, project_id, "nice", say("N")),
        out=tuple(item.text for item in briefs.items(session, project_id=project_id, kind="out")),
        systems=tuple(_system(given, row) for row in given.rows("b6.today")),
        data=given.answers("b6.data", "b6.records"),
        kind_answers=_kind_answers(knowledge, project, given),
        working=given.answers("b8.onsite", "b8.overlap", "b8.abroad", *(() if inside else ("b10.price",))),
        needed_by=date.fromisoformat(by) if by and given.values.get("b9.by") == "date" else None,
        needed_words=given.text("b9.by") if given.values.get("b9.by") != "date" else "",
        if_late=given.text("b9.why"),
        quiet_times=quiet_times(given.values.get("b9.avoid")),
        money=_money(given, project, inside),
        safety=given.answers("b11.data", "b11.rules", "b11.countries", "b11.down"),
        choosing=_choosing(given),
        expected=given.answers(*(question.id for question in briefs.expected_questions(knowledge))),
        talking_points=_talking_points(session, project_id) if inside else (),
        attachments=tuple(
            papers.FileLine(file.name, file.size, file.sha256)
            for file in briefs.files(session, project_id=project_id)
        ),
        first_step=first_steps.promise(session, project_id=project_id),
        estimate=_estimate(session, project_id, formats, today) if inside else None,
        changes=_changes(since) if since else (),
        changes_title=_changes_title(since) if since else "",
        status=_status(project, formats),
        next_act=_next_act(project) if inside else "",
        next_act_detail=say("Nothing has been sent to anyone. You can change anything now or later.")
        if inside
        else "",
    )


def _head(session: Session, project: Project, today: date, inside: bool) -> papers.Head:
    """Who it is for and from; a provider is told the business, and turns to the broker."""
    head = paper_head.head(session, project, today)
    if inside or not project.broker_name or not head.owner.firm:
        return head
    return replace(head, owner=papers.Person("", "", head.owner.firm, head.owner.place))


def _given(
    session: Session, project: Project, knowledge: Knowledge, formats: Formats, inside: bool
) -> _Given:
    """The answers that are asked for now; from outside only what providers are told, and nothing left open."""
    answers = briefs.answers(session, project_id=project.id)
    every = answers.values
    asked = {
        question.id: question
        for question in briefs.questions_of(knowledge, project.templates)
        if visible(question, every) and (inside or provider_sees(question, every))
    }
    values = {
        id: value if inside else told_to_provider(asked[id], value, every)
        for id, value in every.items()
        if id in asked
    }
    unknown = answers.unknown & asked.keys() if inside else frozenset[str]()
    return _Given(values, unknown, asked, AnswerWords(knowledge, formats, project.currency))


def _items(session: Session, project_id: uuid.UUID, kind: str, letter: str) -> tuple[papers.Requirement, ...]:
    rows = briefs.items(session, project_id=project_id, kind=kind)
    return tuple(papers.Requirement(f"{letter}{index}", row.text) for index, row in enumerate(rows, 1))


def _user(row: Mapping[str, Any]) -> papers.UserGroup:
    count = str(row.get("how_many") or "")
    note = ", ".join(str(row[key]) for key in ("where", "how_often") if row.get(key))
    return papers.UserGroup(str(row.get("who") or ""), int(Decimal(count)) if count else None, note)


def _system(given: _Given, row: Mapping[str, Any]) -> papers.SystemInUse:
    columns = given.questions["b6.today"].columns or {}
    plans = columns["plan"].options or {}
    plan = str(row.get("plan") or "")
    return papers.SystemInUse(
        job=str(row.get("job") or ""),
        system=str(row.get("use") or ""),
        plan=say_known(plans[plan].label) if plan in plans else "",
        keeper=str(row.get("looked_after_by") or ""),
    )


def _kind_answers(knowledge: Knowledge, project: Project, given: _Given) -> tuple[papers.AnswerGroup, ...]:
    """The templates' own questions; one that serves several stands under the first."""
    groups = []
    for template in project.templates:
        names = [
            question.id
            for question in given.questions.values()
            if question.feeds and question.feeds[0].template == template
        ]
        answers = given.answers(*names)
        if answers:
            groups.append(papers.AnswerGroup(template_name(template), answers))
    return tuple(groups)


def _money(given: _Given, project: Project, inside: bool) -> papers.Budget | None:
    budget = given.values.get(BUDGET)
    if not isinstance(budget, Mapping):
        return None
    currency = str(budget.get("currency") or project.currency)
    low, high = budget.get("low_minor"), budget.get("high_minor")
    run = given.values.get("b10.run")
    monthly = run.get("high_minor") if isinstance(run, Mapping) else None
    shown = {
        "yes": say("Providers are told this range."),
        TOP_ONLY: say("Providers are told only the top of this range."),
    }
    told = shown.get(str(given.values.get(BUDGET_SHOWN)), say("The range is left out of quote requests."))
    return papers.Budget(
        low=None if low is None else Money(low, currency),
        high=None if high is None else Money(high, currency),
        monthly=None if monthly is None else Money(monthly, currency),
        payment=given.text("b10.price") if inside else "",
        shown=told if inside else "",
    )


def _choosing(given: _Given) -> papers.Choosing | None:
    levels = given.values.get("b12.matter")
    question = given.questions.get("b12.matter")
    factors: tuple[papers.Importance, ...] = ()
    if isinstance(levels, Mapping) and question is not None:
        names, words = question.options or {}, question.levels or {}
        factors = tuple(
            papers.Importance(say_known(option.label), say_known(words[levels[key]].label))
            for key, option in names.items()
            if levels.get(key) in words
        )
    who = given.values.get("b12.who")
    people = who if isinstance(who, Mapping) else {}
    by = given.values.get("b12.when")
    if not factors and not people and not by:
        return None
    return papers.Choosing(
        decider=str(people.get("decides") or ""),
        others=tuple(str(name) for name in people.get("see") or ()),
        by=date.fromisoformat(by) if by else None,
        factors=factors,
    )


def _talking_points(session: Session, project_id: uuid.UUID) -> tuple[str, ...]:
    return tuple(point.text for point in briefs.talking_points(session, project_id=project_id, settled=False))


def _estimate(
    session: Session, project_id: uuid.UUID, formats: Formats, today: date
) -> papers.Estimate | None:
    view = estimates.estimate(session, project_id=project_id, formats=formats, on=today)
    if not view.sized:
        return None
    ready = estimates.readiness(session, project_id=project_id, formats=formats)
    total = papers.EffortRange(say("All together"), view.effort.low, view.effort.likely, view.effort.high)
    return papers.Estimate(
        parts=tuple(
            papers.EffortRange(part.name, part.effort.low, part.effort.likely, part.effort.high)
            for part in view.parts
        ),
        total=total,
        p50=view.p50,
        p80=view.p80,
        cost_likely=view.cost_likely,
        cost_p80=view.cost_p80,
        basis=view.basis,
        sourcing_class=ready.class_name,
        sourcing_reason=ready.class_reason,
        provisional=ready.provisional and not ready.small,
        pricing_model=ready.pricing_name,
        pricing_reason=ready.pricing_reason,
    )


def _changes(at: BriefAt) -> tuple[papers.Changed, ...]:
    """What changed of the answers on this paper."""
    return tuple(
        papers.Changed(each.label, each.lines)
        for each in at.changes
        if not each.question.startswith(f"{READY}.")
    )


def _changes_title(at: BriefAt) -> str:
    return say("Changed since version {version}", version=at.since.number if at.since else 0)


def _status(project: Project, formats: Formats) -> str:
    if project.brief_agreed_on is None:
        return say("Not agreed yet")
    return say(
        "Version {version}, agreed {day}",
        version=project.brief_version,
        day=formats.day(project.brief_agreed_on),
    )


def _next_act(project: Project) -> str:
    if project.brief_agreed_on is not None:
        return say("Next: choose whom to ask for quotes.")
    if project.broker_name:
        return say("Next: go through it with {broker}.", broker=project.broker_name)
    return say("Next: read it once more, then ask for quotes.")


def _cost_sentence(given: _Given) -> str:
    cost = given.text("b2.cost")
    return say("That costs about {amount}.", amount=cost) if cost else ""
