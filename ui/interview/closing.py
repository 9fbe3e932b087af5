"""What "Save and close" says of a page of the brief that could not be kept whole."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.words import say
from ui.context import Context
from ui.interview.sheet import QuestionSheet


def kept_as_draft(context: Context, sheet: QuestionSheet, found: Sequence[tuple[str, QWidget]]) -> None:
    """Keep what was typed on a page that is not in order, and say what stands in the way of `found`."""
    sheet.flush()
    context.notices.toast(
        say(
            "What you typed on “{page}” is kept as you left it, and does not count yet: {problem}",
            page=sheet.leg.title,
            problem=found[0][0],
        )
    )
