"""What is done on the page of judging: every verb that one quote's view asks for."""

import uuid
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from app.services import evaluations, quote_evidence
from app.words import say
from ui.context import Context
from ui.pages.evaluate.quote_view import QuoteView
from ui.pages.evaluate.talks import CallFacts, TalkFacts


def act(context: Context, verb: Callable[..., object], label: str, **values: Any) -> bool:
    """Run a verb today; False after saying why it could not be done."""
    return context.operations.succeeded(partial(verb, on=context.today(), **values), label)


def move_weights(context: Context, project: uuid.UUID, weights: Mapping[str, Decimal], because: str) -> None:
    """Let other weights stand, for the reason the broker gives."""
    values = {"project_id": project, "weights": weights, "because": because}
    act(context, evaluations.move_weights, say("Move what counts how much"), **values)


def leave_weights(context: Context, project: uuid.UUID) -> None:
    """Let the usual weights stand again."""
    act(context, evaluations.leave_weights, say("Let the usual weights stand"), project_id=project)


class Acts:
    """Runs the verbs for the quote and the scorer of one view."""

    def __init__(self, context: Context, view: QuoteView) -> None:
        self._context = context
        self._view = view
        for card in view.cards.values():
            card.scored.connect(self._score)
            card.taken_back.connect(self._take_back)
            card.settled.connect(self._settle)
        view.flags.raised.connect(self._raise)
        view.flags.closed.connect(self._close_flag)
        view.flags.opened_again.connect(self._reopen_flag)
        view.flags.explained.connect(self._explain)
        view.interviews.held.connect(self._hold)
        view.references.called.connect(self._call)

    def _run(self, verb: Callable[..., object], label: str, **values: Any) -> bool:
        return act(self._context, verb, label, **values)

    def _score(self, criterion: str, mark: Decimal, sentence: str) -> None:
        name = self._view.cards[criterion].row.name
        label = say("Score {criterion} of {provider}", criterion=name, provider=self._view.provider)
        self._run(
            evaluations.score, label, quote_id=self._view.quote_id, criterion=criterion, mark=mark,
            sentence=sentence, scorer=self._view.scorer,
        )  # fmt: skip

    def _take_back(self, criterion: str) -> None:
        name = self._view.cards[criterion].row.name
        label = say("Take the score for {criterion} back", criterion=name)
        self._run(
            evaluations.forget_score, label, quote_id=self._view.quote_id, criterion=criterion,
            scorer=self._view.scorer,
        )  # fmt: skip

    def _settle(self, criterion: str, mark: Decimal, sentence: str) -> None:
        done = self._run(
            evaluations.agree_score, say("Agree on a score"), quote_id=self._view.quote_id, criterion=criterion,
            mark=mark, sentence=sentence, person=self._view.scorer,
        )  # fmt: skip
        if done:
            self._view.cards[criterion].close_agree()

    def _raise(self, sign: str, evidence: str) -> None:
        label = say("Write down a red flag")
        values = {
            "quote_id": self._view.quote_id,
            "sign": sign,
            "evidence": evidence,
            "person": self._view.scorer,
        }
        if self._run(quote_evidence.raise_red_flag, label, **values):
            self._view.flags.close_form()

    def _close_flag(self, key: uuid.UUID, because: str) -> None:
        values = {"flag_id": key, "because": because, "person": self._view.scorer}
        if self._run(quote_evidence.close_red_flag, say("Close a red flag"), **values):
            self._view.flags.close_form()

    def _reopen_flag(self, key: uuid.UUID) -> None:
        self._run(quote_evidence.reopen_red_flag, say("Let a red flag count again"), flag_id=key)

    def _explain(self, because: str) -> None:
        label = say("Say why red flags do not stop a quote")
        values = {"quote_id": self._view.quote_id, "because": because}
        if self._run(quote_evidence.explain_red_flags, label, **values):
            self._view.flags.close_form()

    def _hold(self, facts: TalkFacts) -> None:
        if facts.mark is None:
            self._context.notices.problem(say("Give a score for the role, from 0 to 5."))
            return
        values = {**facts._asdict(), "quote_id": self._view.quote_id, "person": self._view.scorer}
        if self._run(quote_evidence.record_interview, say("Write down an interview"), **values):
            self._view.interviews.close_form()

    def _call(self, facts: CallFacts) -> None:
        values = {**facts._asdict(), "quote_id": self._view.quote_id, "person": self._view.scorer}
        label = say("Write down a call to a reference")
        if self._run(quote_evidence.record_reference, label, **values):
            self._view.references.close_form()
