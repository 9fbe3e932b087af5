"""S07: providers for a project. Disclosure first, then the ranking with its reasons, then whom to ask."""

import uuid
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QFrame, QWidget

from app.queries import quote_asking, shortlists
from app.queries.lens import Lens
from app.queries.quote_asking import Asking
from app.queries.shortlist_rows import ShortlistView
from app.words import say, say_count
from ui.commands import Command
from ui.context import Context
from ui.page import Page
from ui.pages.shortlist.acts import ShortlistActs
from ui.pages.shortlist.asking import AskPanel
from ui.pages.shortlist.by_hand import ByHandForm
from ui.pages.shortlist.cards import CardList
from ui.pages.shortlist.disclosure import DisclosureCard, DisclosureForm
from ui.pages.shortlist.importance import ImportanceCard
from ui.pages.shortlist.ruled_out import RuledOut
from ui.widgets.buttons import LinkButton
from ui.widgets.layouts import clear, column, framed
from ui.widgets.navigation import StepFooter
from ui.widgets.states import Banner, EmptyState
from ui.widgets.text import Heading, Label

CHOSEN = frozenset({"awarded", "running", "closing", "closed", "benefits_review"})


class ShortlistPage(Page):
    """Three to five checked providers with reasons, and the round of asking that starts from them."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {"candidate", "match_run", "waiver", "disclosure", "project", "quote_request", "answer"}
    )
    help_topic: ClassVar[str] = "providers"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._asking: Asking | None = None
        self._view: ShortlistView | None = None
        self._form: DisclosureForm | None = None
        self._panel: AskPanel | None = None
        self._first: QWidget | None = None
        self._acts = ShortlistActs(context, self._project)
        self._heading = Heading(say("Providers for your project"))
        self._sub = Label("", "dense", "text3", wrap=True)
        self._again = LinkButton(say("Rank again"), icon="refresh-cw")
        self._again.clicked.connect(self._acts.rank)
        self._hand = LinkButton(say("Add a provider by hand"), icon="plus")
        self._hand.clicked.connect(self._open_by_hand)
        self._banner_place, self._disclosure_place = column(), column()
        self._way_in, self._hand_place, self._ask_place = column(), column(), column()
        self._matters = ImportanceCard(context.knowledge)
        self._matters.changed.connect(self._acts.set_importance)
        self._suggestion = Label("", "dense_medium", "text2", wrap=True)
        self.cards = CardList(self._again, self._hand)
        self.ruled_out = RuledOut()
        self._foot = StepFooter(say("Ask for quotes"), say("See the quotes"))
        self._foot.continued.connect(self._continue)
        self._foot.closed.connect(lambda: context.go(self._to("quotes")))
        self._wire()
        self._build()

    def _wire(self) -> None:
        acts = self._acts
        for each in (self.cards, self.ruled_out):
            each.why.connect(lambda key: self.context.go(self._to(f"providers/{key}")))
            each.waived.connect(acts.waive)
        self.cards.ticked.connect(acts.tick)
        self.cards.reasoned.connect(acts.reason)
        self.cards.noted.connect(acts.note)
        self.cards.restored.connect(acts.restore)

    def _build(self) -> None:
        self._list = QFrame()
        self._list.setLayout(
            column(
                self._matters, 14, self._suggestion, framed(self._hand_place), 6,
                self.cards, 16, self.ruled_out,
            )
        )  # fmt: skip
        body = column(
            framed(self._banner_place), self._heading, 2, self._sub, 14, framed(self._disclosure_place),
            framed(self._way_in), framed(self._ask_place), self._list,
        )  # fmt: skip
        body.addStretch(1)
        self.set_body(body, body_width=920)
        self.set_footer(self._foot)

    # What a page answers --------------------------------------------------------------------------

    def title(self) -> str:
        return say("Providers")

    def commands(self) -> Sequence[Command]:
        if self._asking is None or self._locked() or self._hidden():
            return ()
        found = [Command(say("Find providers for this project"), self._acts.rank, icon="users")]
        if self._ready_to_ask():
            found.append(Command(say("Ask for quotes"), self._open_ask, icon="mail"))
        return found

    def primary_focus(self) -> QWidget | None:
        if self._panel is not None:
            return self._panel.target()
        return self._first or self.cards.first()

    def leave(self) -> None:
        if self._form is not None:
            self._form.flush()

    def refresh(self) -> None:
        """Read the list and what can be done with it."""
        context = self.context
        read = context.operations.read
        seen: dict[str, Any] = {"lens": context.lens, "project_id": self._project()}
        self._asking = read(partial(quote_asking.asking, **seen))
        if self._asking is not None:
            self._view = read(partial(shortlists.shortlist, **seen, formats=context.formats))
        self._show()

    # Showing --------------------------------------------------------------------------------------

    def _show(self) -> None:
        clear(self._banner_place)
        clear(self._way_in)
        self._first = None
        if self._asking is None or self._view is None:
            self._show_gone()
            return
        if self._locked():
            self._banner_place.addWidget(Banner(self._locked(), "warn" if self._asking.blocked else "info"))
            self._banner_place.addSpacing(14)
        self._show_disclosure()
        ranked = self._view.ran_on is not None
        seen = ranked and not self._hidden() and self._panel is None
        self._list.setVisible(seen)
        self._sub.setText(self._view.basis if not self._hidden() else "")
        self._sub.setVisible(bool(self._sub.text()))
        if not ranked or self._hidden():
            self._forget_names()
            self._show_way_in(ranked)
        else:
            self._show_list()
        self._show_foot(ranked)

    def _show_gone(self) -> None:
        for part in (self._list, self._foot, self._sub):
            part.hide()
        clear(self._disclosure_place)
        empty = EmptyState("users", say("This project is no longer here"), say("Go back and choose another."))
        self._way_in.addWidget(empty)

    def _show_disclosure(self) -> None:
        """The declaration: a form where it is missing, else what was filed; a form that is open stays."""
        asking, view = self._asking, self._view
        if asking is None or view is None:
            return
        broker = self.context.lens is Lens.BROKER
        if self._form is not None and broker:
            return
        self._form = None
        clear(self._disclosure_place)
        if not asking.broker_name and view.disclosure is None:
            return
        if view.disclosure is None:
            if broker and not self._locked() and asking.project_state != "draft":
                self._open_disclosure()
            return
        card = DisclosureCard(
            view.disclosure, owner=not broker, broker=asking.broker_name, blocked=self._locked()
        )
        card.acknowledged.connect(lambda: self._acts.acknowledge(asking.owner_name or self.context.person))
        card.change_asked.connect(self._open_disclosure)
        card.owner_asked.connect(lambda: self.context.set_lens(Lens.OWNER))
        if view.disclosure.acknowledged_on is None:
            self._first = card.button
        self._disclosure_place.addWidget(card)
        self._disclosure_place.addSpacing(14)

    def _open_disclosure(self) -> None:
        clear(self._disclosure_place)
        filed = self._view.disclosure if self._view is not None else None
        self._form = DisclosureForm(self.context, str(self._project()), filed)
        self._form.filed.connect(self._file)
        self._form.left.connect(self._close_disclosure)
        self._disclosure_place.addWidget(self._form)
        self._disclosure_place.addSpacing(14)
        self._first = self._form.text.target()
        self._first.setFocus()

    def _close_disclosure(self) -> None:
        self._form = None
        self._show()

    def _show_way_in(self, ranked: bool) -> None:
        """What stands in place of the list: what has to come first, or the button that makes it."""
        asking, view = self._asking, self._view
        if asking is None or view is None:
            return
        if self._hidden():
            if view.disclosure is None:
                self._way_in.addWidget(
                    EmptyState(
                        "handshake", say("Your broker says first how they are paid"),
                        say("Names come after that, so that you know of any tie before you read them."),
                    )
                )  # fmt: skip
            return
        if asking.project_state == "draft":
            empty = EmptyState(
                "users", say("Providers come after the brief"),
                say("Say what is needed and check your answers. Then we can look for who fits."),
                say("Open the brief"),
            )  # fmt: skip
            empty.chosen.connect(lambda: self.context.go(self._to("brief")))
        elif self._form is not None and view.disclosure is None:
            return  # the declaration comes before anything else
        else:
            empty = EmptyState(
                "users", say("Find who fits"),
                say(
                    "Every provider in the directory is put to the same rules and judged by what matters to you. "
                    "You see why each came where it did."
                ),
                "" if self._locked() else say("Find providers"),
                note=say("Nobody is told that you are looking."),
            )  # fmt: skip
            empty.chosen.connect(self._acts.rank)
        self._first = self._first or empty.button
        self._way_in.addWidget(empty)

    def _forget_names(self) -> None:
        """What must not be seen is not there, rather than out of sight."""
        self._suggestion.setText("")
        self.cards.show_cards((), self.context.formats, broker=False, blocked="")
        self.ruled_out.show_rows((), "", can_write=False)

    def _show_list(self) -> None:
        view = self._view
        assert view is not None
        locked = self._locked()
        broker = self.context.lens is Lens.BROKER
        self._matters.show_weights(view.weights, self.context.formats, blocked=locked)
        self._suggestion.setText(view.suggestion)
        self._again.setVisible(not locked)
        self._hand.setVisible(broker and not locked)
        self.cards.show_cards(view.cards, self.context.formats, broker=broker, blocked=locked)
        self.ruled_out.show_rows(view.excluded, view.most_common, can_write=broker and not locked)
        if not view.cards:
            self._way_in.addWidget(self._nobody(view))

    def _nobody(self, view: ShortlistView) -> QWidget:
        if not view.considered and not view.excluded:
            sentence = say(
                "No provider in the directory does this kind of work. Import a list, or add one by hand."
            )
            empty = EmptyState("users", say("Nobody to choose from yet"), sentence)
        else:
            sentence = say(
                "{reason} Each of them is under “Not suggested”, with what would help.",
                reason=view.most_common,
            )
            empty = EmptyState("users", say("No provider passes the rules"), sentence, say("See who and why"))
            empty.chosen.connect(self.ruled_out.open)
        self._first = empty.button
        return empty

    def _show_foot(self, ranked: bool) -> None:
        asking, view = self._asking, self._view
        if asking is None or view is None:
            return
        under_way = asking.project_state == "sourcing" and not asking.can_ask
        decided = asking.project_state in CHOSEN
        self._foot.setVisible(ranked and not self._hidden() and self._panel is None)
        self._foot.other.setVisible(bool(asking.project_state == "sourcing" and asking.can_ask))
        if under_way or decided:
            self._foot.primary.set_words(say("See the quotes"))
            self._foot.set_reason("")
            self._foot.set_note(say("They have been asked already.") if under_way else "")
            return
        words = say_count("Ask {count} for a quote", "Ask {count} for quotes", view.ticked)
        self._foot.primary.set_words(words if view.ticked else say("Ask for quotes"))
        self._foot.set_reason(self._why_not())
        if not self._why_not():
            self._foot.set_note(say("You see everything once more before it is recorded."))

    def _why_not(self) -> str:
        """Why nobody can be asked as things stand; empty where they can."""
        asking, view = self._asking, self._view
        if asking is None or view is None:
            return say("This project is no longer here")
        if self._locked():
            return self._locked()
        if not asking.can_ask:
            return say("Agree the brief first, then ask for quotes.")
        filed = view.disclosure
        if asking.broker_name and (filed is None or filed.acknowledged_on is None):
            return say("The owner reads first how the broker is paid.")
        return "" if view.ticked else say("Tick at least one provider")

    def _locked(self) -> str:
        """Why nothing can be changed."""
        if self._asking is None:
            return ""
        if not self._asking.blocked and self._asking.project_state in CHOSEN:
            return say("The choice is made. This list is kept as it was.")
        return self._asking.blocked

    def _hidden(self) -> bool:
        """Whether names are kept from the owner until they have read how the broker is paid."""
        asking, view = self._asking, self._view
        if asking is None or view is None or self.context.lens is Lens.BROKER or not asking.broker_name:
            return False
        return view.disclosure is None or view.disclosure.acknowledged_on is None

    def _ready_to_ask(self) -> bool:
        return self._view is not None and self._view.ran_on is not None and not self._why_not()

    # Acting ---------------------------------------------------------------------------------------

    def _project(self) -> uuid.UUID:
        return uuid.UUID(self.params["project"])

    def _to(self, rest: str) -> str:
        return f"project/{self.params['project']}/{rest}"

    def _file(self, text: str, ties: dict[str, str]) -> None:
        form, self._form = self._form, None
        if self._acts.disclose(text, ties):
            if form is not None:
                form.applied()
        else:
            self._form = form

    def _open_by_hand(self) -> None:
        clear(self._hand_place)
        form = ByHandForm(self.context)
        form.left.connect(self._close_by_hand)
        form.added.connect(self._add_by_hand)
        self._hand_place.addSpacing(10)
        self._hand_place.addWidget(form)
        self._hand_place.addSpacing(12)
        form.picker.search.setFocus()

    def _add_by_hand(self, provider: uuid.UUID, reason: str) -> None:
        if self._acts.add_by_hand(provider, reason):
            self._close_by_hand()

    def _close_by_hand(self) -> None:
        clear(self._hand_place)
        self._hand.setFocus()

    def _continue(self) -> None:
        asking = self._asking
        if asking is not None and (asking.project_state in CHOSEN or not asking.can_ask):
            self.context.go(self._to("quotes"))
        else:
            self._open_ask()

    def _open_ask(self) -> None:
        asking, view = self._asking, self._view
        if asking is None or view is None or not self._ready_to_ask():
            return
        names = [card.name for card in view.cards if card.ticked]
        owner_is_here = self.context.lens is Lens.OWNER
        self._panel = AskPanel(
            self.context, names, asking.brief_version, owner=asking.owner_name, owner_is_here=owner_is_here
        )
        self._panel.left.connect(self._close_ask)
        self._panel.asked.connect(self._ask)
        clear(self._ask_place)
        self._ask_place.addWidget(self._panel)
        self._show()
        if self.scroller is not None:
            self.scroller.verticalScrollBar().setValue(0)
        self._panel.target().setFocus()

    def _close_ask(self) -> None:
        self._panel = None
        clear(self._ask_place)
        self._show()
        self._foot.primary.setFocus()

    def _ask(self, until: date) -> None:
        view = self._view
        assert view is not None
        ticked = tuple(card.candidate_id for card in view.cards if card.ticked)
        panel, self._panel = self._panel, None
        if self._acts.ask(ticked, until):
            clear(self._ask_place)
            self._show()
            self._foot.primary.setFocus()
        else:
            self._panel = panel
