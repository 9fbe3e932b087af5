"""What can be done with a shortlist: each gesture of its page as the verb it runs."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from app.queries.briefs import answers
from app.queries.match_runs import made_elsewhere
from app.services import briefs, quote_start, shortlists
from app.words import say, say_count
from app.workflows import disclosures
from app.workflows import shortlists as workflow
from ui.context import Context
from ui.pages.shortlist.disclosure import Declared
from ui.pages.shortlist.importance import QUESTION
from ui.read_first import once_read
from ui.widgets.request_terms import Told


class ShortlistActs:
    """Runs verbs on the project that `project` names at the time."""

    def __init__(self, context: Context, project: Callable[[], uuid.UUID]) -> None:
        self._context = context
        self._project = project

    @property
    def project_words(self) -> str:
        """The project's id, as drafts are filed under it."""
        return str(self._project())

    def rank(self) -> None:
        """Put the directory to the rules, and keep the order with its reasons."""
        procedure = partial(workflow.rank, project_id=self._project(), on=self._context.today())
        done = say("The providers are ranked.")
        once_read(self._context, partial(self._context.operations.carry_out, procedure, done=done))

    def set_importance(self, words: Mapping[str, str]) -> None:
        """Keep the owner's six words and rank again by them; of what the owner said a broker only suggests others."""
        project, wanted, read = self._project(), dict(words), self._context.operations.read
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
        if read(partial(answers, project_id=project)).values.get(QUESTION) != wanted:
            self._context.notices.toast(say("Suggested to the owner. Once it is accepted, rank again."))
        elif read(partial(made_elsewhere, project_id=project)):
            self._context.notices.toast(say("Kept. Hand the project over, and your broker ranks by it."))
        else:
            self.rank()

    def disclose(self, declared: Declared) -> bool:
        """File how the broker is paid, with what the record tells of earlier choices."""
        procedure = partial(
            disclosures.declare, project_id=self._project(), text=declared.text, relations=declared.ties,
            benefits=declared.benefits, fee_model=declared.fee_model, on=self._context.today(),
        )  # fmt: skip
        return self._context.operations.carry_out(procedure) is not None

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

    def move(self, candidate: uuid.UUID, to: int, reason: str) -> bool:
        """Show a provider elsewhere in the list, with the reason."""
        return self._run(
            shortlists.move, say("Move a provider"), candidate_id=candidate, to=to, reason=reason,
            person=self._context.person,
        )  # fmt: skip

    def put_back(self, candidate: uuid.UUID) -> bool:
        """Let the ranking decide again where a provider stands."""
        return self._run(
            shortlists.put_back, say("Put a provider back in its own place"), candidate_id=candidate
        )

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

    def ask(self, candidates: Sequence[uuid.UUID], told: Told, agreed_by: str) -> bool:
        """Record that the request was agreed to and goes to these."""
        done = say_count(
            "{count} provider is on record as asked. Prepare its pack on the page Quotes: nothing was sent.",
            "{count} providers are on record as asked. Prepare the packs on the page Quotes: nothing was sent.",
            len(candidates),
        )
        return self._run(
            quote_start.ask_for_quotes, say("Ask for quotes"), done=done, project_id=self._project(),
            deadline=told.quotes_by, questions_until=told.questions_until, reply_to=told.reply_to,
            candidate_ids=tuple(candidates), agreed_by=agreed_by, person=self._context.person,
        )  # fmt: skip

    def _run(self, verb: Callable[..., Any], label: str, *, done: str = "", **values: Any) -> bool:
        bound = partial(verb, on=self._context.today(), **values)
        return self._context.operations.succeeded(bound, label, done=done)
