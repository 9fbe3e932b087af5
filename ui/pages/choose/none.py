"""Choose none of the quotes: a reason, a sentence and a name, and the way back to asking others."""

import uuid
from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from app.queries import decisions as decision_rows
from app.queries import quote_asking
from app.queries.decisions import ChoosePage as Choices
from app.services import decisions
from app.words import say, say_count
from ui.context import Context
from ui.drafts import DraftKeeper
from ui.page import Page
from ui.pages.choose.check import titled
from ui.widgets.choices import RadioList, options
from ui.widgets.fields import TextField
from ui.widgets.form_row import FormRow
from ui.widgets.growing_text import GrowingText
from ui.widgets.layouts import clear, column, framed
from ui.widgets.navigation import StepFooter
from ui.widgets.states import Banner, ErrorSummary
from ui.widgets.tab_order import follow_layout
from ui.widgets.text import Heading, Label


class ChooseNonePage(Page):
    """The other end of S13. Binding: the record stays, the project goes back to where others can be asked."""

    interests: ClassVar[frozenset[str]] = frozenset({"quote", "quote_request", "decision", "project"})
    help_topic: ClassVar[str] = "choose"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._choices: Choices | None = None
        self._banner_place = column()
        self._summary = ErrorSummary()
        self._reason = RadioList(())
        self._words = GrowingText(lines=3)
        self._name = TextField(chars=30)
        self._rows = {
            "reason": FormRow(say("What decided it?"), self._reason),
            "words": FormRow(
                say("In your own words"),
                self._words,
                help=say("This goes into the decision record, and helps whoever asks the next providers."),
            ),
            "name": FormRow(say("Your full name"), self._name),
        }
        self._happens_place = column()
        self._drafts: DraftKeeper | None = None
        body = column(
            framed(self._banner_place),
            self._summary,
            Heading(say("Choose none of them?"), "display"),
            6,
            Label(
                say("Better no choice than a wrong one. Say why, so that the next round is better."),
                "lead",
                "text2",
                wrap=True,
            ),
            18,
            self._rows["reason"],
            18,
            self._rows["words"],
            18,
            framed(self._happens_place),
            18,
            self._rows["name"],
        )
        body.addStretch(1)
        self.set_body(body)
        self._foot = StepFooter(say("Choose none"), say("Back"))
        self.set_footer(self._foot)
        self._foot.continued.connect(self._confirm)
        self._foot.closed.connect(lambda: context.go(f"project/{self.params['project']}/quotes/compare"))

    def title(self) -> str:
        return say("Choose none")

    def crumbs(self) -> Sequence[tuple[str, str]]:
        base = f"project/{self.params['project']}/quotes"
        return ((say("Quotes"), base), (say("Compare"), f"{base}/compare"))

    def primary_focus(self) -> QWidget | None:
        return self._reason.target()

    def leave(self) -> None:
        if self._drafts is not None:
            self._drafts.flush()

    def refresh(self) -> None:
        """Read the reasons on offer and whether anything can be decided."""
        context = self.context
        seen: dict[str, Any] = {"lens": context.lens, "project_id": uuid.UUID(self.params["project"])}
        read = context.operations.read
        asking = read(partial(quote_asking.asking, **seen))
        self._choices = read(
            partial(decision_rows.choose, **seen, formats=context.formats, today=context.today())
        )
        if self._drafts is None:
            self._reason.set_options(options(*self._choices.none_reasons))
            self._drafts = DraftKeeper(context.drafts, f"choose-none/{self.params['project']}", self)
            self._drafts.keep("reason", self._reason)
            self._drafts.keep("words", self._words)
            self._drafts.begin()
        owner = self._choices.owner_name
        if owner:
            self._rows["name"].set_label(say("Full name of {owner}", owner=owner))
        self._rows["name"].set_help(say("A typed name is a record of agreement, not a signature."))
        self._show_what_happens()
        reason = asking.blocked if asking is not None else ""
        if asking is not None and not reason and asking.project_state != "sourcing":
            reason = say("There is nothing to decide at this point.")
        clear(self._banner_place)
        if reason:
            self._banner_place.addWidget(Banner(reason, "warn"))
            self._banner_place.addSpacing(14)
        self._foot.set_reason(reason)
        if not reason:
            self._foot.set_note(say("This binds: it stays on record."))
        follow_layout(self)

    def _show_what_happens(self) -> None:
        clear(self._happens_place)
        sentences = [
            say("The round ends. Every quote stays here to read, and none of them can be chosen any more."),
            say("The project goes back to where other providers can be asked."),
            say("The program tells nobody: it sends nothing by itself."),
        ]
        self._happens_place.addWidget(titled(say("What happens"), "info", "text3", sentences))

    def _confirm(self) -> None:
        fewest = self._choices.fewest_characters if self._choices else 0
        missing = fewest - len(self._words.value())
        more = say_count(
            "Say why in your own words: {count} character more",
            "Say why in your own words: {count} characters more",
            max(missing, 1),
        )
        checks = (
            ("reason", not self._reason.value(), say("Choose what decided it")),
            ("words", missing > 0, more),
            ("name", not self._name.value(), say("Type your full name to choose none")),
        )
        problems = []
        for key, wrong, sentence in checks:
            self._rows[key].set_problem(sentence if wrong else "")
            if wrong:
                problems.append((sentence, self._rows[key].field.target()))
        self._summary.show_problems(problems)
        if not problems:
            self._decide()

    def _decide(self) -> None:
        verb = partial(
            decisions.choose_none,
            project_id=uuid.UUID(self.params["project"]),
            reason_code=self._reason.value(),
            words=self._words.value(),
            typed_name=self._name.value(),
            on=self.context.today(),
        )
        before = len(self._records())
        self.context.operations.run(verb, say("Choose none"))
        if len(self._records()) > before:
            if self._drafts is not None:
                self._drafts.applied()
            self.context.go(f"project/{self.params['project']}/quotes")

    def _records(self) -> Sequence[decision_rows.DecisionRecord]:
        return self.context.operations.read(
            partial(
                decision_rows.records,
                lens=self.context.lens,
                project_id=uuid.UUID(self.params["project"]),
                formats=self.context.formats,
            )
        )
