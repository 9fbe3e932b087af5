"""Keeping a page of answers, and saying what became of them where they make it another kind of project."""

import uuid
from collections.abc import Sequence
from functools import partial
from typing import Any

from app.queries.earlier_answers import EarlierAnswer, earlier_answers
from app.queries.lens import Lens
from app.words import say, say_count
from ui.context import Context
from ui.interview.sheet import KIND, TEMPLATE, Given, keep_answers

KINDS = frozenset({KIND, TEMPLATE, "b1.further"})


def keep_page(context: Context, project_id: uuid.UUID, given: Sequence[Given], label: str) -> bool:
    """Keep answers as one step; False where they could not be kept. Another kind is told, with Undo beside it."""
    on = context.today()
    if not KINDS & {each.question for each in given}:
        return context.operations.succeeded(
            partial(keep_answers, project_id=project_id, given=given, on=on), label
        )
    before = aside(context, project_id)

    def verb(session: Any) -> int:
        keep_answers(session, project_id=project_id, given=given, on=on)
        return len(earlier_answers(session, project_id=project_id, formats=context.formats))

    kept = context.operations.run(verb, label)
    if kept is None:
        return False
    more = kept - len(before)
    if more > 0:
        told = say_count(
            "Another kind has other questions. {count} answer from the earlier kind is kept beside them.",
            "Another kind has other questions. {count} answers from the earlier kind are kept beside them.",
            more,
        )
    elif more < 0:
        told = say_count(
            "{count} answer from the earlier kind counts again.",
            "{count} answers from the earlier kind count again.",
            -more,
        )
    elif context.lens is Lens.BROKER:
        told = say("Saved")  # of the owner's own choice it is only a suggestion
    else:
        told = say("Every answer stays as it is.")
    context.notices.toast(told, tone="success", action=say("Undo"), act=context.operations.undo_of_this())
    return True


def aside(context: Context, project_id: uuid.UUID) -> Sequence[EarlierAnswer]:
    """The answers that stand aside now."""
    return context.operations.read(partial(earlier_answers, project_id=project_id, formats=context.formats))
