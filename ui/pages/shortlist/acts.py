"""What can be done with a shortlist: each gesture of its page as the verb it runs."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from app.queries.briefs import answers
from app.services import briefs, quote_start, shortlists
from app.words import say, say_count
from app.workflows import shortlists as workflow
from ui.context import Context
from ui.pages.shortlist.importance import QUESTION


class ShortlistActs:
    """Runs verbs on the project that `project` names at the time."""

    def __init__(self, context: Context, project: Callable[[], uuid.UUID]) -> None:
        self._context = context
        self._project = project

    @property
    def project_words(self) -> str:
        """The project's id, as drafts are filed under it."""
        return str(self._project())

    def rank(self) -> bool:
        """Put the directory to the rules, and keep the order with its reasons."""
        procedure = partial(workflow.rank, project_id=self._project(), on=self._context.today())
        return (
            self._context.operations.carry_out(procedure, done=say("The providers are ranked.")) is not None
        )

    def set_importance(self, words: Mapping[str, str]) -> None:
        """Keep the owner's six words and rank again by them; of what the owner said a broker only suggests others."""
        project, wanted = self._project(), dict(words)
        kept = self._run(
            briefs.answer,
            say("Say what matters"),
            project_id=project,
            question=QUESTION,
            value=wanted,
            by=self._context.lens.value,
        )
        if not kept:
            return
        if self._context.operations.read(partial(answers, project_id=project)).values.get(QUESTION) == wanted:
            self.rank()
        else:
            self._context.notices.toast(say("Suggested to the owner. Once it is accepted, rank again."))

    def disclose(self, text: str, ties: Mapping[str, str]) -> bool:
        """File how the broker is paid."""
        label = say("File how the broker is paid")
        return self._run(shortlists.disclose, label, project_id=self._project(), text=text, relations=ties)

    def acknowledge(self, person: str) -> bool:
        """The owner has read it."""
        label = say("Read how the broker is paid")
        return self._run(shortlists.acknowledge, label, project_id=self._project(), person=person)

    def tick(self, candidate: uuid.UUID, ticked: bool) -> bool:
        """Mark whom to ask."""
        label = say("Mark whom to ask") if ticked else say("Take a mark off")
        return self._run(shortlists.tick, label, candidate_id=candidate, ticked=ticked)

    def reason(self, candidate: uuid.UUID, reason: str) -> bool:
        """Keep why a provider may be asked although something was not checked, and mark it."""
        label = say("Write a reason to ask")
        kept = self._run(shortlists.give_reason, label, candidate_id=candidate, reason=reason)
        return kept and self.tick(candidate, True)

    def note(self, candidate: uuid.UUID, note: str) -> bool:
        """Keep the broker's private note."""
        verb = partial(shortlists.write_note, candidate_id=candidate, note=note)
        return self._context.operations.succeeded(verb, say("Keep a private note"))

    def waive(self, candidate: uuid.UUID, gate: str, reason: str) -> bool:
        """Set a rule aside in writing."""
        label = say("Set a rule aside")
        return self._run(shortlists.write_waiver, label, candidate_id=candidate, gate=gate, reason=reason)

    def restore(self, waiver: uuid.UUID) -> bool:
        """Let a rule stand again."""
        return self._run(shortlists.withdraw_waiver, say("Let the rule stand again"), waiver_id=waiver)

    def add_by_hand(self, provider: uuid.UUID, reason: str) -> bool:
        """Put a provider on the list with a reason."""
        procedure = partial(
            workflow.add_by_hand, project_id=self._project(), provider_id=provider, reason=reason,
            on=self._context.today(),
        )  # fmt: skip
        done = say("It stands at the end of the list, or under “Not suggested” where a rule keeps it off.")
        return self._context.operations.carry_out(procedure, done=done) is not None

    def ask(self, candidates: Sequence[uuid.UUID], until: date, agreed_by: str) -> bool:
        """Record that the request was agreed to and handed over."""
        done = say_count(
            "{count} provider is on record as asked. Hand the brief over now: nothing was sent.",
            "{count} providers are on record as asked. Hand the brief over now: nothing was sent.",
            len(candidates),
        )
        return self._run(
            quote_start.ask_for_quotes, say("Ask for quotes"), done=done, project_id=self._project(),
            deadline=until, candidate_ids=tuple(candidates), agreed_by=agreed_by, person=self._context.person,
        )  # fmt: skip

    def _run(self, verb: Callable[..., Any], label: str, *, done: str = "", **values: Any) -> bool:
        bound = partial(verb, on=self._context.today(), **values)
        return self._context.operations.succeeded(bound, label, done=done)
