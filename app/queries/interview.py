"""The course of the guided brief for one project: its pages in order, what is done, and what comes next."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.domain.projects import ALWAYS_OPEN, BEFORE_AWARD, ENDED, Project
from app.knowledge import Knowledge, load_knowledge
from app.knowledge.answers import answered, required, visible
from app.knowledge.questions import Question
from app.knowledge.readings import BriefReading, read_brief
from app.knowledge.template_questions import template_questions
from app.queries.briefs import COMPLETED, IN_PROGRESS, NOT_STARTED, answers, ready_questions
from app.queries.lens import Lens
from app.words import say, say_known

AGREED = ("scoped", "sourcing")
"""States before an award in which the brief stands as agreed, unless a quote stood at the beginning."""

READY = "ready"
"""First part of the keys of the pages of "Are you ready?": ready-1, ready-2 …"""

JOB = "job"
"""The one page that a small job is described on."""

JOB_ASKS = ("b2.problem", "b3.outcome", "b5.must", "b9.by", "b9.date", "b10.budget", "b11.data")
"""What the one page asks of any small job; its kind's own questions come after the first."""

JOB_READY_SKIPS = frozenset(
    {"ready.clarity", "ready.change", "ready.deadline", "ready.measurable", "ready.units", "ready.control"}
)
"""Questions of "Are you ready?" that only larger jobs hang on."""

READY_ON_A_PAGE = 4
"""Short questions of "Are you ready?" that fit one page without scrolling far."""


@dataclass(frozen=True, slots=True)
class BriefHead:
    """What every page of the brief knows of its project. `blocked` says why nothing may be changed now."""

    id: uuid.UUID
    title: str
    state: str
    version: int
    agreed_on: date | None
    changeable: bool
    blocked: str
    before_award: bool
    owner_name: str
    broker_name: str
    currency: str
    starts_with: str
    main_template: str
    templates: tuple[str, ...]
    card: str
    lens: Lens

    @property
    def across(self) -> str:
        """Who sits on the other side of the table from the reader."""
        return self.owner_name if self.lens is Lens.BROKER else self.broker_name

    @property
    def always_open(self) -> frozenset[str]:
        """The questions that may be answered although the brief is agreed; none once somebody is chosen."""
        return ALWAYS_OPEN if self.before_award and not self.blocked else frozenset()

    @property
    def answerable(self) -> bool:
        """Whether any question of the brief may be answered now."""
        return self.changeable or bool(self.always_open)


@dataclass(frozen=True, slots=True)
class Leg:
    """One page of the brief. `section` is empty on the pages of "Are you ready?".

    Where the title asks the first question itself, `help` is that question's.
    """

    key: str
    step: int
    title: str
    help: str
    section: str
    section_title: str
    section_number: int
    short: bool
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """The pages of one brief with the answers so far.

    A small job (`light`) is described on one page; the pages that it does without are `beside`: nobody is
    led to them, and whoever wants to say more finds them.
    """

    head: BriefHead
    legs: tuple[Leg, ...]
    values: Mapping[str, Any]
    unknown: frozenset[str]
    beside: tuple[Leg, ...] = ()
    light: bool = False

    @property
    def steps(self) -> int:
        """How many steps the brief has; "Are you ready?" is not among them."""
        return max((leg.step for leg in self.legs if leg.section), default=0)

    @property
    def sections(self) -> int:
        """How many sections the brief has."""
        return max((leg.section_number for leg in self.legs), default=0)

    def leg(self, key: str) -> Leg | None:
        """The page with this key, or None where this brief has none."""
        return next((leg for leg in (*self.legs, *self.beside) if leg.key == key), None)

    def home_of(self, question: str) -> Leg | None:
        """The page that asks `question`."""
        pages = (*self.legs, *self.beside)
        return next((leg for leg in pages if any(q.id == question for q in leg.questions)), None)

    def needs(self, question: str) -> bool:
        """Whether a page that this brief does not do without asks it."""
        return any(each.id == question for leg in self.legs for each in leg.questions)

    def asked(self, leg: Leg) -> Iterator[Question]:
        """The questions of a page that show, given the answers so far."""
        return (question for question in leg.questions if visible(question, self.values))

    def state(self, leg: Leg) -> str:
        """completed, in_progress or not_started. A page without required questions needs one answer."""
        told = [(question, self._answered(question)) for question in self.asked(leg)]
        if not any(done for _, done in told):
            return NOT_STARTED
        still_open = any(not done and required(question, self.values) for question, done in told)
        return IN_PROGRESS if still_open else COMPLETED

    def done(self, leg: Leg) -> bool:
        """Whether nothing that is required on the page is open."""
        return self.state(leg) == COMPLETED

    def short_start(self) -> tuple[Leg, ...]:
        """The pages that are enough for a first talk with the broker."""
        return tuple(leg for leg in self.legs if leg.short)

    @property
    def short_done(self) -> bool:
        """Whether the short start is complete."""
        return all(self.done(leg) for leg in self.short_start())

    def after(self, leg: Leg) -> Leg | None:
        """The page that Continue leads to: through the short start first, then whatever is still open."""
        if leg.short and not self.short_done:
            later = [each for each in self.short_start() if each.step > leg.step]
            open_ones = [each for each in self.short_start() if not self.done(each)]
            return (later or open_ones)[0]
        following = self.legs[self.legs.index(leg) + 1 :] if leg in self.legs else ()
        return next((each for each in following if not self.done(each)), None)

    def before(self, leg: Leg) -> Leg | None:
        """The page before this one: within the short start while that is under way."""
        among = self.short_start() if leg.short and not self.short_done else self.legs
        at = among.index(leg) if leg in among else 0
        return among[at - 1] if at else None

    def first_open(self) -> Leg | None:
        """Where to carry on: the first open page of the short start, else of the whole brief."""
        return next((leg for leg in (*self.short_start(), *self.legs) if not self.done(leg)), None)

    def _answered(self, question: Question) -> bool:
        return answered(question, self.values.get(question.id), question.id in self.unknown)


def course(session: Session, *, project_id: uuid.UUID, lens: Lens) -> Course | None:
    """The course of a project's brief, or None where the project is gone.

    The owner is asked the first questions of each template, the broker all of them; some questions
    of "Are you ready?" are the broker's alone.
    """
    project = session.get(Project, project_id)
    if project is None or project.deleted:
        return None
    knowledge = load_knowledge()
    given = answers(session, project_id=project_id)
    reading = read_brief(knowledge, project.templates, given.values, project.currency)
    light = small(reading)
    legs = tuple(_brief_legs(knowledge, project, lens))
    ready = tuple(_ready_legs(knowledge, lens, light=reading.light, job=light))
    head = _head(project, lens)
    if not light:
        return Course(head, (*legs, *ready), given.values, given.unknown)
    job = _job_leg(knowledge, project)
    return Course(head, (legs[0], job, *ready), given.values, given.unknown, beside=legs[1:], light=True)


def small(reading: BriefReading) -> bool:
    """Whether a job takes the light path: a few days of work, and nothing told so far makes it a project."""
    advice = reading.sourcing
    light = load_knowledge().sourcing.light_path.applies_to
    possible = {advice.engagement_class, *advice.could_become}
    return reading.light and not possible.isdisjoint(light)


def _head(project: Project, lens: Lens) -> BriefHead:
    before_award = project.state in BEFORE_AWARD
    blocked = ""
    if project.state in ENDED:
        blocked = say("This project has ended. Its brief stays here to read.")
    elif project.held_on is not None:
        blocked = say("This project is on hold. Take it up again on its Overview page to change the brief.")
    return BriefHead(
        id=project.id,
        title=project.title,
        state=project.state,
        version=project.brief_version,
        agreed_on=project.brief_agreed_on,
        changeable=not blocked
        and before_award
        and (project.state not in AGREED or project.starts_with == "quote"),
        blocked=blocked,
        before_award=before_award,
        owner_name=project.owner_name,
        broker_name=project.broker_name,
        currency=project.currency,
        lens=lens,
        starts_with=project.starts_with,
        main_template=project.main_template or "",
        templates=project.templates,
        card=project.card,
    )


def _brief_legs(knowledge: Knowledge, project: Project, lens: Lens) -> Iterator[Leg]:
    interview = knowledge.questions
    for step in interview.steps:
        section = interview.section_of(step.number)
        questions = list(interview.on_step(step.number))
        if step.template_questions:
            questions += template_questions(knowledge, project.templates, only_first=lens is Lens.OWNER)
        if questions:
            asked = questions[0].help if questions[0].label == step.title else None
            yield Leg(
                key=str(step.number),
                step=step.number,
                title=say_known(step.title, kind=_kind(knowledge, project)),
                help=say_known(step.help or asked or ""),
                section=section.id,
                section_title=say_known(section.title),
                section_number=section.number,
                short=step.short,
                questions=tuple(questions),
            )


def _job_leg(knowledge: Knowledge, project: Project) -> Leg:
    """The one page of a small job: a few of the steps' questions with its kind's own."""
    interview = knowledge.questions
    section = interview.section_of(2)
    first = template_questions(knowledge, project.templates, only_first=True)
    kind = [question for question in first if question.type != "text"]  # the first answer tells the story
    asked = [interview.questions[id] for id in JOB_ASKS]
    return Leg(
        key=JOB,
        step=2,
        title=say("The job, on one page"),
        help=say("It is small, so this is all that is needed. A few words to each are enough."),
        section=section.id,
        section_title=say_known(section.title),
        section_number=section.number,
        short=True,
        questions=(asked[0], *kind, *asked[1:]),
    )


def _kind(knowledge: Knowledge, project: Project) -> str:
    """The kind of project in the middle of a sentence."""
    card = knowledge.cards.cards.get(project.card)
    return say_known(card.topic) if card else say("project")


def _ready_legs(knowledge: Knowledge, lens: Lens, *, light: bool, job: bool) -> Iterator[Leg]:
    """`light`: five of the readiness questions are enough; `job`: so are fewer of the rules' own."""
    page = knowledge.questions.ready
    rules = knowledge.sourcing.readiness
    skipped = {f"{page.id_prefix}.{id}" for id in rules.questions if light and id not in rules.light_subset}
    if job:
        skipped |= JOB_READY_SKIPS
    questions = [
        question
        for question in ready_questions(knowledge)
        if question.id not in skipped and (question.role == "owner" or lens is Lens.BROKER)
    ]
    for number, part in enumerate(_evenly(questions), 1):
        yield Leg(
            key=f"{READY}-{number}",
            step=page.step,
            title=say_known(page.title),
            help=say_known(page.help),
            section="",
            section_title=say_known(page.title),
            section_number=0,
            short=False,
            questions=tuple(part),
        )


def _evenly(questions: Sequence[Question]) -> Iterator[Sequence[Question]]:
    """Pages of about equal length, so that none holds a single left-over question."""
    pages = -(-len(questions) // READY_ON_A_PAGE)
    for page in range(pages):
        yield questions[page * len(questions) // pages : (page + 1) * len(questions) // pages]
