"""What providers will ask about a brief, each with the page where it is answered beforehand."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from app.analysis.foreseen import MOST, Said, foreseen
from app.knowledge import load_knowledge
from app.knowledge.answers import CONFIRMED, empty, inputs_of, sourcing_inputs
from app.knowledge.supplier_questions import OWN, SupplierQuestion
from app.queries.briefs import expected_questions
from app.queries.interview import Course, Leg
from app.words import say, say_known

MOST_OF_A_SMALL_JOB = 4
"""A job of a few days is described on one page, and asked about as little."""


@dataclass(frozen=True, slots=True)
class ForeseenRow:
    """One question that is open, why it is asked, and the page of the brief that answers it."""

    id: str
    question: str
    why: str
    page: str


def foreseen_rows(course: Course) -> tuple[ForeseenRow, ...]:
    """At most ten (four of a small job), the likeliest first; none of them is answered by the brief as it is kept."""
    book = load_knowledge().supplier_questions
    found = (book.questions[id] for id in _foreseen(course))
    return tuple(
        ForeseenRow(each.id, say_known(each.question), say_known(_why(course, each)), page)
        for each in found
        if (page := _page(course, each))
    )


def _why(course: Course, asked: SupplierQuestion) -> str:
    """Why it is asked: where the owner answered it and keeps the answer back, that."""
    held = all(not empty(course.values.get(id)) for id in asked.answered_by.questions)
    return asked.kept if asked.kept is not None and held else asked.why


def expected_leg(course: Course) -> Leg:
    """The page with those of the questions that no step asks: the open ones, and those that were answered."""
    book, open_ones = load_knowledge().supplier_questions, _foreseen(course)
    shown = {book.questions[id].own for id in open_ones} | set(course.values) | set(course.unknown)
    questions = tuple(each for each in expected_questions(load_knowledge()) if each.id in shown)
    order = {book.questions[id].own: at for at, id in enumerate(open_ones)}
    return Leg(
        key=OWN,
        step=load_knowledge().questions.ready.step + 1,
        title=say("What providers will ask"),
        help=say("What is answered now need not be asked later, and every provider reads the same."),
        section="",
        section_title=say("Questions we expected"),
        section_number=0,
        short=False,
        questions=tuple(sorted(questions, key=lambda each: order.get(each.id, len(order)))),
    )


def _foreseen(course: Course) -> tuple[str, ...]:
    knowledge = load_knowledge()
    inputs: dict[str, Any] = {
        **inputs_of(course.values),
        **sourcing_inputs(knowledge.questions, course.values),
    }
    answered = {id for id, value in course.values.items() if not empty(value)} | set(course.unknown)
    typed = {id: value for id, value in course.values.items() if id != CONFIRMED}
    said = Said("\n".join(_texts(typed)), answered, inputs, sized=_sized(course, answered))
    return foreseen(knowledge.supplier_questions.likely, said, MOST_OF_A_SMALL_JOB if course.light else MOST)


def _sized(course: Course, answered: Collection[str]) -> bool:
    """Whether every number is told that the pages ask about this kind of project; where none is asked, none is."""
    prefix = load_knowledge().questions.template_step.id_prefix
    asked = [
        question.id
        for leg in (*course.legs, *course.beside)
        for question in course.asked(leg)
        if question.type == "number" and question.id.startswith(f"{prefix}.")
    ]
    return bool(asked) and all(id in answered for id in asked)


def _texts(value: Any) -> Iterator[str]:
    """Every text of the answers, as it was typed."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)


def _page(course: Course, asked: SupplierQuestion) -> str:
    """The key of the page; empty where nothing in this brief answers it."""
    if asked.where is None:
        return OWN
    wanted = asked.where
    pages = (*course.legs, *course.beside)
    homes = (leg for leg in pages for each in leg.questions if fnmatchcase(each.id, wanted))
    home = next(homes, None)
    return home.key if home is not None else ""
