"""Choose a quote: pick, say why, check, and type one's name. Afterwards the decision on record."""

import uuid
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QFrame, QWidget

from app.queries import decisions as decision_rows
from app.queries import quote_asking
from app.queries import quotes as quote_rows
from app.queries.decisions import Choice, DecisionRecord
from app.queries.decisions import ChoosePage as Choices
from app.queries.lapses import Lapsing, lapses_of_quotes
from app.queries.lens import Lens
from app.queries.other_choices import other_choices
from app.queries.price_sight import PriceSight
from app.queries.quotes import Comparison
from app.services import decisions, quotes
from app.words import say
from ui.context import Context
from ui.drafts import DraftKeeper
from ui.page import Page, take_focus
from ui.pages.choose.alternatives import alternatives_card, still_open_card
from ui.pages.choose.check import CheckStep, titled
from ui.pages.choose.reasons import reasons_for
from ui.pages.choose.record import RecordView, uncorrected_banner
from ui.pages.choose.steps import CHECK, PICK, REASONS, PickStep, Problems, ReasonsStep, step_words
from ui.price_gate import price_gate, sight_of
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.navigation import StepFooter
from ui.widgets.protects_link import ProtectsLink
from ui.widgets.states import Banner, EmptyState, ErrorSummary
from ui.widgets.tab_order import follow_layout
from ui.widgets.text import Heading, Label


class ChoosePage(Page):
    """S13. `quote` of the address is picked already; Back leads to the list."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {
            "quote",
            "coverage",
            "quote_request",
            "decision",
            "candidate",
            "waiver",
            "project",
            "engagement",
            "provider_credential",
            "document",
            "evaluation",
            "price_look",
        }
    )
    help_topic: ClassVar[str] = "choose"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._choices: Choices | None = None
        self._found = Comparison((), (), "")
        self._lapses: Mapping[uuid.UUID, Lapsing] = {}
        self._step = 0
        self._gate: EmptyState | None = None
        self._drafts: DraftKeeper | None = None
        self._step_label = Label("", "dense", "text3")
        self._heading = Heading("", "display")
        self._sub = Label("", "lead", "text2", wrap=True)
        self._summary = ErrorSummary()
        self._banner_place = column()
        self._pick = PickStep()
        self._reasons = ReasonsStep()
        self._check = CheckStep()
        self._record = RecordView()
        self._aside_place = column(gap=14)
        self._beside = framed(self._aside_place)
        self._none = Button(say("Choose none of them"), "quiet")
        self._foot = StepFooter(other=say("Back"), beside=self._none)
        self._steps: dict[int, QFrame] = {PICK: self._pick, REASONS: self._reasons, CHECK: self._check}
        self._build()

    def _build(self) -> None:
        self._head = framed(column(self._step_label, 4, self._heading, 6, self._sub, 16))
        steps = self._steps.values()
        protects = self._protects = ProtectsLink(self.context.lens)
        protects.clicked.connect(lambda: self.context.go(f"project/{self.params['project']}/protects"))
        body = column(framed(self._banner_place), self._head, self._summary, *steps, self._record)
        body.addSpacing(14)
        body.addLayout(row(protects, STRETCH))
        body.addStretch(1)
        self.set_body(body, aside=self._beside, aside_width=340)
        self.set_footer(self._foot)
        self._foot.continued.connect(self._continue)
        self._foot.closed.connect(self._back)
        self._none.clicked.connect(lambda: self._go("choose/none"))
        self._record.plan_asked.connect(lambda: self._go("plan"))
        self._record.quotes_asked.connect(lambda: self._go("quotes"))
        self._record.papers_asked.connect(lambda: self._go("documents"))
        self._record.withdrawn.connect(self._withdraw)

    # What a page answers --------------------------------------------------------------------------

    def title(self) -> str:
        return say("Choose")

    def crumbs(self) -> Sequence[tuple[str, str]]:
        base = f"project/{self.params['project']}/quotes"
        return ((say("Quotes"), base), (say("Compare"), f"{base}/compare"))

    def primary_focus(self) -> QWidget | None:
        if self._step == PICK:
            return self._pick.target()
        if self._step == REASONS:
            return self._reasons.target()
        if self._step == CHECK:
            return self._check.typed.target()
        return self._gate.button if self._gate is not None else None

    def leave(self) -> None:
        if self._drafts is not None:
            self._drafts.flush()

    def refresh(self) -> None:
        """Read what can be chosen, or the decision where it is made."""
        context = self.context
        read = context.operations.read
        self._protects.show_lens(context.lens)
        seen: dict[str, Any] = {"lens": context.lens, "project_id": uuid.UUID(self.params["project"])}
        dated: dict[str, Any] = {**seen, "formats": context.formats, "today": context.today()}
        asking = read(partial(quote_asking.asking, **seen))
        sight = sight_of(context, seen["project_id"])
        choices = read(partial(decision_rows.choose, **dated))
        records = read(partial(decision_rows.records, **seen, formats=context.formats))
        state = asking.project_state if asking is not None else ""
        blocked = asking.blocked if asking is not None else ""
        self._choices = choices
        open_to_choose = state == "sourcing" and bool(choices.choices)
        self._show_banner(blocked, choices if open_to_choose else None, records)
        if not open_to_choose:
            self._show_record(records, choices, can_withdraw=state == "awarded" and not blocked)
            return
        self._record.hide()
        self._gate = None
        if sight.hidden:
            self._show_gate(sight)
            return
        ids = [each.quote_id for each in choices.choices]
        self._found = read(partial(quote_rows.comparison, **dated, quote_ids=ids))
        told = partial(lapses_of_quotes, project_id=seen["project_id"], today=context.today())
        self._lapses = read(partial(told, formats=context.formats))
        self._begin(choices)
        self._foot.show()
        self._none.setEnabled(not blocked)
        self._foot.set_reason(blocked or ("" if choices.ready else say("Close the round first.")))
        self._show_step(self._step)

    def _begin(self, choices: Choices) -> None:
        """Offer what can be chosen; the first time with the pick of the address and words typed before."""
        first = self._drafts is None
        if first:
            wanted = self.params.get("quote", "")
            picked = next((each for each in choices.choices if str(each.quote_id) == wanted), None)
            self._pick.picked = picked.quote_id if picked else None
            self._step = REASONS if picked is not None and not picked.refusal else PICK
        elif self._step == 0:
            self._step = PICK
        self._pick.show_choices(choices.choices)
        self._offer_reasons()
        if first:
            self._drafts = DraftKeeper(self.context.drafts, f"choose/{self.params['project']}", self)
            self._drafts.keep("reasons", self._reasons.ticks)
            self._drafts.keep("words", self._reasons.words)
            if self._drafts.begin():
                self.context.notices.announce(say("What you typed earlier is back."))

    def _offer_reasons(self) -> None:
        if self._pick.picked is not None:
            self._reasons.show_reasons(reasons_for(self._found, self._pick.picked))

    # Showing --------------------------------------------------------------------------------------

    def _show_banner(self, blocked: str, choices: Choices | None, records: Sequence[DecisionRecord]) -> None:
        clear(self._banner_place)
        if blocked:
            banner = Banner(blocked, "warn")
        elif choices is not None and not choices.ready:
            banner = Banner(
                say("The round is not closed yet. After closing it nobody can hand in a quote."),
                "info",
                action=say("Close the round and compare"),
            )
            banner.acted.connect(self._compare)
        elif told := [record.letters for record in records if record.letters]:
            banner = uncorrected_banner(told[0])
            banner.acted.connect(lambda: self._go("documents"))
        else:
            return
        self._banner_place.addWidget(banner)
        self._banner_place.addSpacing(14)

    def _show_record(
        self, records: Sequence[DecisionRecord], choices: Choices, *, can_withdraw: bool
    ) -> None:
        self._step = 0
        for part in (self._head, self._summary, *self._steps.values(), self._foot):
            part.hide()
        clear(self._aside_place)
        self._record.show()
        self._record.show_records(records, owner=choices.owner_name, can_withdraw=can_withdraw)
        if not records:
            empty = EmptyState("scale", say("Nothing to choose from yet"), choices.note, say("Open quotes"))
            empty.chosen.connect(self._record.quotes_asked)
            self._banner_place.addWidget(empty)
        follow_layout(self)

    def _show_gate(self, sight: PriceSight) -> None:
        """Whoever still judges has to ask for prices before they see one here."""
        self._step = 0
        for part in (self._head, self._summary, *self._steps.values(), self._foot):
            part.hide()
        clear(self._aside_place)
        clear(self._banner_place)
        self._gate = price_gate(self.context, uuid.UUID(self.params["project"]), sight)
        self._banner_place.addWidget(self._gate)
        follow_layout(self)

    def _show_step(self, step: int) -> None:
        self._step = step
        choice = self._pick.choice()
        provider = choice.provider if choice else ""
        label, heading, sub = step_words(step, provider)
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
        if self._foot.primary.isEnabled():
            self._foot.set_note(
                say("This binds. It can only be taken back with a reason.")
                if final
                else say("Nobody is told until you type your name on the last page.")
            )
        follow_layout(self)
        if final and choice is not None:
            words, reasons = self._reasons.words.value(), self._reasons.ticks.words()
            broker = self.context.lens is Lens.BROKER
            self._check.show_choice(
                choice,
                words,
                reasons,
                self._owner(),
                told=self._who_types(),
                broker=broker,
                lapsing=self._lapses.get(choice.quote_id),
            )

    def _owner(self) -> str:
        return self._choices.owner_name if self._choices else ""

    def _who_types(self) -> str:
        owner = self._owner()
        if self.context.lens is Lens.BROKER and owner:
            return say("{owner} types this, not you: the choice is theirs.", owner=owner)
        return say("A typed name is a record of agreement, not a signature.")

    def _show_aside(self, choice: Choice | None) -> None:
        clear(self._aside_place)
        self._beside.setVisible(choice is not None and self._step != PICK)
        if choice is None or self._step == PICK:
            return
        found = self.context.operations.read(
            partial(
                other_choices,
                lens=self.context.lens,
                project_id=uuid.UUID(self.params["project"]),
                quote_id=choice.quote_id,
                formats=self.context.formats,
                today=self.context.today(),
            )
        )
        if self._step == CHECK:
            facts = [
                choice.price.line,
                say("Must-haves covered: {count}", count=choice.coverage),
                choice.valid,
            ]
            card = Card(titled(choice.provider, "receipt", "text3", facts), padding=18)
            self._aside_place.addWidget(card)
        elif found is not None:
            self._aside_place.addWidget(alternatives_card(found))
        ending = self._lapses.get(choice.quote_id)
        still_open = [*_warnings(self._found, choice.quote_id), *choice.waivers]
        still_open += [ending.words] if ending is not None else []
        self._aside_place.addWidget(still_open_card(still_open, found.ties if found is not None else ()))
        self._aside_place.addStretch(1)

    # Acting ---------------------------------------------------------------------------------------

    def _go(self, rest: str) -> None:
        self.context.go(f"project/{self.params['project']}/{rest}")

    def _continue(self) -> None:
        problems = self._problems()
        self._summary.show_problems(problems)
        if problems:
            return
        if self._step == CHECK:
            self._award()
            return
        if self._step == PICK:
            self._offer_reasons()
        self._go_to(self._step + 1)

    def _problems(self) -> Problems:
        if self._step == PICK:
            return self._pick.problems()
        if self._step == REASONS:
            return self._reasons.problems(self._choices.fewest_characters if self._choices else 0)
        return self._check.problems()

    def _go_to(self, step: int) -> None:
        self._summary.show_problems([])
        self._show_step(step)
        if self.scroller is not None:
            self.scroller.verticalScrollBar().setValue(0)
        take_focus(self)

    def _back(self) -> None:
        if self._step > PICK:
            self._go_to(self._step - 1)
        else:
            self._go("quotes/compare")

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
        choice = self._pick.choice()
        if choice is None:
            return
        verb = partial(
            decisions.award,
            project_id=uuid.UUID(self.params["project"]),
            quote_id=choice.quote_id,
            reasons=self._reasons.ticks.value(),
            words=self._reasons.words.value(),
            typed_name=self._check.typed.value(),
            on=self.context.today(),
        )
        done = self.context.operations.run(verb, say("Choose {provider}", provider=choice.provider))
        if done is not None and self._drafts is not None:
            self._drafts.applied()
            self.context.notices.announce(say("{provider} is chosen.", provider=choice.provider))

    def _withdraw(self, reason: str, typed_name: str) -> None:
        verb = partial(
            decisions.withdraw_award,
            project_id=uuid.UUID(self.params["project"]),
            reason=reason,
            typed_name=typed_name,
            on=self.context.today(),
        )
        self.context.operations.run(verb, say("Take the choice back"))


def _warnings(found: Comparison, quote_id: uuid.UUID) -> list[str]:
    """What to watch out for with one quote."""
    for line in (line for group in found.groups for line in group.rows if line.key == "flags"):
        for shown, cell in zip(found.columns, line.cells, strict=True):
            if shown.quote_id == quote_id and cell.tone == "warn":
                return cell.text.split("\n")
    return []
