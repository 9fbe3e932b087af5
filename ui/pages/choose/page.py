"""Choose a quote: pick, say why, check, and type one's name. Afterwards the decision on record."""

import uuid
from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QFrame, QWidget

from app.queries import decisions as decision_rows
from app.queries import quote_asking
from app.queries import quotes as quote_rows
from app.queries.decisions import Choice
from app.queries.decisions import ChoosePage as Choices
from app.queries.lens import Lens
from app.services import decisions, quotes
from app.words import say, say_count
from ui.context import Context
from ui.drafts import DraftKeeper
from ui.page import Page
from ui.pages.choose.check import CheckStep, bullets
from ui.pages.choose.reasons import ReasonList, reasons_for
from ui.pages.choose.record import RecordView
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card
from ui.widgets.choices import ChoiceCards, Option
from ui.widgets.form_row import FormRow
from ui.widgets.growing_text import GrowingText
from ui.widgets.layouts import clear, column, framed
from ui.widgets.navigation import StepFooter
from ui.widgets.states import Banner, EmptyState, ErrorSummary
from ui.widgets.text import Heading, Label

PICK, REASONS, CHECK = 1, 2, 3


class ChoosePage(Page):
    """S13. `quote` of the address is picked already; Back leads to the list."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {"quote", "coverage", "quote_request", "decision", "candidate", "waiver", "project", "engagement"}
    )
    help_topic: ClassVar[str] = "choose"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._choices: Choices | None = None
        self._picked: uuid.UUID | None = None
        self._step = 0
        self._drafts: DraftKeeper | None = None
        self._step_label = Label("", "dense", "text3")
        self._heading = Heading("", "display")
        self._sub = Label("", "lead", "text2", wrap=True)
        self._summary = ErrorSummary()
        self._banner_place = column()
        self._cards_place = column()
        self._cards: ChoiceCards | None = None
        self._ticks = ReasonList()
        self._ticks.setAccessibleName(say("What decided it"))
        start = LinkButton(say("Start from the rows you ticked"), icon="pencil")
        start.clicked.connect(self._start_words)
        self._words = GrowingText(lines=3)
        self._words_row = FormRow(
            say("In your own words"),
            self._words,
            help=say("This goes into the decision record."),
            beside=start,
        )
        self._check = CheckStep()
        self._record = RecordView()
        self._aside_place = column(gap=14)
        self._none = Button(say("Choose none of them"), "quiet")
        self._foot = StepFooter(other=say("Back"), beside=self._none)
        self._build()

    def _build(self) -> None:
        self._steps: dict[int, QFrame] = {
            PICK: framed(self._cards_place),
            REASONS: framed(column(self._ticks, 18, self._words_row)),
            CHECK: self._check,
        }
        self._head = framed(column(self._step_label, 4, self._heading, 6, self._sub, 16))
        body = column(
            framed(self._banner_place), self._summary, self._head, *self._steps.values(), self._record
        )
        body.addStretch(1)
        self.set_body(body, aside=framed(self._aside_place), aside_width=320)
        self.set_footer(self._foot)
        self._foot.continued.connect(self._continue)
        self._foot.closed.connect(self._back)
        self._none.clicked.connect(lambda: self.context.go(f"project/{self.params['project']}/choose/none"))
        self._record.plan_asked.connect(lambda: self.context.go(f"project/{self.params['project']}/plan"))
        self._record.quotes_asked.connect(lambda: self.context.go(f"project/{self.params['project']}/quotes"))
        self._record.withdrawn.connect(self._withdraw)

    # What a page answers --------------------------------------------------------------------------

    def title(self) -> str:
        return say("Choose")

    def crumbs(self) -> Sequence[tuple[str, str]]:
        base = f"project/{self.params['project']}/quotes"
        return ((say("Quotes"), base), (say("Compare"), f"{base}/compare"))

    def primary_focus(self) -> QWidget | None:
        targets = {
            PICK: self._cards.target() if self._cards else None,
            REASONS: self._ticks.target() if self._ticks.isVisible() else self._words.target(),
            CHECK: self._check.typed.target(),
        }
        return targets.get(self._step)

    def leave(self) -> None:
        if self._drafts is not None:
            self._drafts.flush()

    def refresh(self) -> None:
        """Read what can be chosen, or the decision where it is made."""
        context, project = self.context, uuid.UUID(self.params["project"])
        read = context.operations.read
        seen: dict[str, Any] = {"lens": context.lens, "project_id": project}
        dated = {**seen, "formats": context.formats, "today": context.today()}
        asking = read(partial(quote_asking.asking, **seen))
        choices = read(partial(decision_rows.choose, **dated))
        records = read(partial(decision_rows.records, **seen, formats=context.formats))
        state = asking.project_state if asking is not None else ""
        blocked = asking.blocked if asking is not None else ""
        self._choices = choices
        open_to_choose = state == "sourcing" and bool(choices.choices)
        self._show_banner(blocked, choices if open_to_choose else None)
        if not open_to_choose:
            self._show_record(records, choices, can_withdraw=state == "awarded" and not blocked)
            return
        self._record.hide()
        self._found = read(
            partial(quote_rows.comparison, **dated, quote_ids=[each.quote_id for each in choices.choices])
        )
        self._begin(choices)
        reason = blocked or ("" if choices.ready else say("Close the round first."))
        self._foot.setVisible(True)
        self._none.setEnabled(not blocked)
        self._show_step(self._step)
        self._foot.set_reason(reason)

    def _begin(self, choices: Choices) -> None:
        """The first time: what the address picked, and words that were typed before."""
        wanted = self.params.get("quote", "")
        if self._drafts is None:
            picked = next((each for each in choices.choices if str(each.quote_id) == wanted), None)
            self._picked = picked.quote_id if picked else None
            self._step = REASONS if picked is not None and not picked.refusal else PICK
            self._show_cards(choices)
            self._fill_reasons()
            self._drafts = DraftKeeper(self.context.drafts, f"choose/{self.params['project']}", self)
            self._drafts.keep("reasons", self._ticks)
            self._drafts.keep("words", self._words)
            if self._drafts.begin():
                self._sub.setToolTip(say("Restored from what you typed before"))
        else:
            self._show_cards(choices)
            self._fill_reasons()

    # Showing --------------------------------------------------------------------------------------

    def _choice(self) -> Choice | None:
        choices = self._choices.choices if self._choices else ()
        return next((each for each in choices if each.quote_id == self._picked), None)

    def _show_banner(self, blocked: str, choices: Choices | None) -> None:
        clear(self._banner_place)
        if blocked:
            banner = Banner(blocked, "warn")
        elif choices is not None and not choices.ready:
            banner = Banner(
                say("The quotes are not on one footing yet. Nobody can hand in a quote after that."),
                "info",
                action=say("Close the round and compare"),
            )
            banner.acted.connect(self._compare)
        else:
            return
        self._banner_place.addWidget(banner)
        self._banner_place.addSpacing(14)

    def _show_record(
        self, records: Sequence[decision_rows.DecisionRecord], choices: Choices, *, can_withdraw: bool
    ) -> None:
        self._step = 0
        for part in (self._head, self._summary, *self._steps.values(), self._foot):
            part.hide()
        clear(self._aside_place)
        self._record.show()
        if records:
            self._record.show_records(records, owner=choices.owner_name, can_withdraw=can_withdraw)
            return
        self._record.show_records((), owner="", can_withdraw=False)
        empty = EmptyState("scale", say("Nothing to choose from yet"), choices.note, say("Open quotes"))
        empty.chosen.connect(self._record.quotes_asked)
        self._banner_place.addWidget(empty)

    def _show_cards(self, choices: Choices) -> None:
        options = tuple(Option(str(each.quote_id), each.provider, _line(each)) for each in choices.choices)
        clear(self._cards_place)
        self._cards = ChoiceCards(options, name=say("Which quote"))
        self._cards.set_value(str(self._picked) if self._picked else "")
        self._cards.committed.connect(self._pick)
        self._cards_place.addWidget(self._cards)

    def _fill_reasons(self) -> None:
        if self._picked is not None:
            self._ticks.show_reasons(reasons_for(self._found, self._picked))

    def _show_step(self, step: int) -> None:
        self._step = step
        choice = self._choice()
        provider = choice.provider if choice else ""
        label, heading, sub = _step_words(step, provider)
        self._step_label.setText(label)
        self._heading.setText(heading)
        self._sub.setText(sub)
        self._head.show()
        for each, frame in self._steps.items():
            frame.setVisible(each == step)
        self._show_aside(choice)
        final = step == CHECK
        self._foot.primary.set_words(
            say("Choose {provider}", provider=provider) if final else say("Continue")
        )
        self._none.setVisible(not final)
        self._foot.set_note(
            say("This binds. It can only be taken back with a reason.")
            if final
            else say("Nobody is told until you type your name on the last page.")
        )
        if final and choice is not None:
            self._check.show_choice(
                choice, self._words.value(), self._ticks.words(), self._owner(), told=self._who_types()
            )
        self.title_changed.emit()

    def _owner(self) -> str:
        return self._choices.owner_name if self._choices else ""

    def _who_types(self) -> str:
        owner = self._owner()
        if self.context.lens is Lens.BROKER and owner:
            return say("{owner} types this, not you: the choice is theirs.", owner=owner)
        return say("A typed name is a record of agreement, not a signature.")

    def _show_aside(self, choice: Choice | None) -> None:
        clear(self._aside_place)
        if choice is None or self._step == PICK:
            return
        facts = [choice.price.line, say("Must-haves covered: {count}", count=choice.coverage), choice.valid]
        self._aside_place.addWidget(Card(bullets(choice.provider, "receipt", "text3", facts), padding=18))
        still_open = [*self._warnings(), *choice.waivers]
        if still_open:
            self._aside_place.addWidget(
                Card(bullets(say("Still open"), "triangle-alert", "warn", still_open), padding=18)
            )
        self._aside_place.addStretch(1)

    def _warnings(self) -> list[str]:
        """What to watch out for with the quote that is picked."""
        rows = [line for group in self._found.groups for line in group.rows if line.key == "flags"]
        for line in rows:
            for shown, cell in zip(self._found.columns, line.cells, strict=True):
                if shown.quote_id == self._picked and cell.tone == "warn":
                    return cell.text.split("\n")
        return []

    # Acting ---------------------------------------------------------------------------------------

    def _pick(self) -> None:
        if self._cards is not None and self._cards.value():
            self._picked = uuid.UUID(self._cards.value())
            self._fill_reasons()

    def _start_words(self) -> None:
        ticked = self._ticks.words()
        if not ticked:
            self._words_row.set_problem(say("Tick at least one row above, then start from it"))
            return
        self._words_row.set_problem("")
        typed = self._words.value()
        self._words.restore("\n".join(filter(None, (typed, *ticked))))
        self._words.edited.emit()
        self._words.setFocus()

    def _continue(self) -> None:
        problems = self._problems()
        self._summary.show_problems(problems)
        if problems:
            return
        if self._step == CHECK:
            self._award()
            return
        self._go_to(self._step + 1)

    def _problems(self) -> list[tuple[str, QWidget]]:
        choice = self._choice()
        if self._step == PICK:
            target = self._cards.target() if self._cards else self._heading
            problem = choice.refusal if choice else say("Pick one of the quotes")
            return [(problem, target)] if problem else []
        fewest = self._choices.fewest_characters if self._choices else 0
        if self._step == REASONS:
            missing = fewest - len(self._words.value())
            problem = (
                say_count(
                    "Say why in your own words: {count} character more",
                    "Say why in your own words: {count} characters more",
                    missing,
                )
                if missing > 0
                else ""
            )
            self._words_row.set_problem(problem)
            return [(problem, self._words.target())] if problem else []
        problem = "" if self._check.typed.value() else say("Type your full name to choose this provider")
        self._check.name.set_problem(problem)
        return [(problem, self._check.typed.target())] if problem else []

    def _go_to(self, step: int) -> None:
        self._summary.show_problems([])
        self._show_step(step)
        if self.scroller is not None:
            self.scroller.verticalScrollBar().setValue(0)
        target = self.primary_focus()
        if target is not None:
            target.setFocus()

    def _back(self) -> None:
        if self._step > PICK:
            self._go_to(self._step - 1)
        else:
            self.context.go(f"project/{self.params['project']}/quotes/compare")

    def _compare(self) -> None:
        verb = partial(
            quotes.make_comparable,
            project_id=uuid.UUID(self.params["project"]),
            on=self.context.today(),
            person=self.context.person,
        )
        label = say("Close the round and compare")
        self.context.operations.run(verb, label, done=say("The round is closed. You can choose now."))

    def _award(self) -> None:
        assert self._picked is not None
        verb = partial(
            decisions.award,
            project_id=uuid.UUID(self.params["project"]),
            quote_id=self._picked,
            reasons=self._ticks.value(),
            words=self._words.value(),
            typed_name=self._check.typed.value(),
            on=self.context.today(),
        )
        choice = self._choice()
        provider = choice.provider if choice else ""
        done = self.context.operations.run(verb, say("Choose {provider}", provider=provider))
        if done is not None and self._drafts is not None:
            self._drafts.applied()
            self.context.notices.announce(say("{provider} is chosen.", provider=provider))

    def _withdraw(self, reason: str, typed_name: str) -> None:
        verb = partial(
            decisions.withdraw_award,
            project_id=uuid.UUID(self.params["project"]),
            reason=reason,
            typed_name=typed_name,
            on=self.context.today(),
        )
        self.context.operations.run(verb, say("Take the choice back"))


def _step_words(step: int, provider: str) -> tuple[str, str, str]:
    """Where one is, the question, and a sentence under it."""
    if step == PICK:
        return (
            say("Choose · 1 of 3 · Pick"),
            say("Which quote do you choose?"),
            say("You can look at them side by side again at any time."),
        )
    if step == REASONS:
        return (
            say("Choose · 2 of 3 · Reasons"),
            say("Why {provider}?", provider=provider),
            say("Tick what decided it. You’ll be glad of this in a year."),
        )
    return (
        say("Choose · 3 of 3 · Check"),
        say("Choose {provider}?", provider=provider),
        say("Read it once more, then type your name."),
    )


def _line(choice: Choice) -> str:
    if choice.refusal:
        return choice.refusal
    return say(
        "{price} excl. tax. Must-haves covered: {coverage}. Like-for-like: {even}. {valid}.",
        price=choice.price.excl_text,
        coverage=choice.coverage,
        even=choice.like_for_like,
        valid=choice.valid,
    )
