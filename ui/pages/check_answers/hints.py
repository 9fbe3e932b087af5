"""What is worth a second look before the brief goes on, and what providers will ask next."""

from PySide6.QtWidgets import QWidget

from app.knowledge.supplier_questions import OWN
from app.queries.coaching import worth_a_look
from app.queries.foreseen import foreseen_rows
from app.queries.interview import Course
from ui.context import Context
from ui.widgets.brief_hints import ProvidersWillAsk, WorthALookCard


def before(context: Context, course: Course, base: str) -> QWidget | None:
    """Answers that do not go together; None where all of them do, or nothing can be changed any more."""
    found = worth_a_look(course, today=context.today(), formats=context.formats)
    if not found or not course.head.changeable:
        return None
    card = WorthALookCard(found)
    card.opened.connect(lambda page: context.go(f"{base}/{page}/change"))
    return card


def after(context: Context, course: Course, base: str) -> QWidget | None:
    """What providers will ask; None where nothing is open, or nothing can be changed any more."""
    found = foreseen_rows(course)
    if not found or not course.head.changeable:
        return None
    card = ProvidersWillAsk(found)
    card.opened.connect(lambda page, id: context.go(f"{base}/{page}/{id if page == OWN else 'change'}"))
    return card
