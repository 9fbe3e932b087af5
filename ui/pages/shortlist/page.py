"""S07: providers for a project. Disclosure first, then the ranking with its reasons, then whom to ask."""

import uuid
from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QFrame, QWidget

from app.queries import quote_asking, shortlists
from app.queries.lapses import lapses
from app.queries.lens import Lens
from app.queries.shortlist_rows import ProviderCard
from app.words import say, say_count
from ui.commands import Command
from ui.context import Context
from ui.page import Page
from ui.pages.shortlist.acts import ShortlistActs
from ui.pages.shortlist.asking import AskPanel
from ui.pages.shortlist.beforehand import Beforehand
from ui.pages.shortlist.by_hand import ByHandPlace
from ui.pages.shortlist.cards import CardList
from ui.pages.shortlist.declaration import DeclarationPlace
from ui.pages.shortlist.export import export_shortlist
from ui.pages.shortlist.importance import ImportanceCard
from ui.pages.shortlist.narrowing import CARDS, Narrowing
from ui.pages.shortlist.ruled_out import RuledOut
from ui.pages.shortlist.standing import Standing
from ui.pages.shortlist.table import ShortlistTable
from ui.pages.shortlist.way_in import WayIn
from ui.prints import save_shortlist
from ui.widgets.buttons import LinkButton
from ui.widgets.layouts import STRETCH, clear, column, framed, row
from ui.widgets.navigation import StepFooter
from ui.widgets.request_terms import Told
from ui.widgets.states import Banner
from ui.widgets.table import TableCard
from ui.widgets.text import Heading, Label


class ShortlistPage(Page):
    """Three to five checked providers with reasons, and the round of asking that starts from them."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {
            "candidate",
            "match_run",
            "waiver",
            "disclosure",
            "project",
            "quote_request",
            "answer",
            "provider_credential",
        }
    )
    help_topic: ClassVar[str] = "providers"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._standing: Standing | None = None
        self._panel: AskPanel | None = None
        self._acts = ShortlistActs(context, self._project)
        self._sub = Label("", "dense", "text3", wrap=True)
        self._again = LinkButton(say("Rank again"), icon="refresh-cw")
        self._again.clicked.connect(self._acts.rank)
        self._hand = LinkButton(say("Add a provider by hand"), icon="plus")
        self._banner_place, self._ask_place = column(), column()
        self.declaration = DeclarationPlace(context, self._acts)
        self._way_in = WayIn()
        self._by_hand = ByHandPlace(context)
        self.matters = ImportanceCard(context.knowledge, broker=context.lens is Lens.BROKER)
        self.beforehand = Beforehand(self.declaration, self.matters, broker=context.lens is Lens.BROKER)
        self._sureness = Label("", "dense_medium", "text", wrap=True)
        self._suggestion = Label("", "dense", "text2", wrap=True)
        self.export = LinkButton(say("Export the list"), icon="download")
        self.export.clicked.connect(lambda: export_shortlist(self, context, self._project()))
        self.print = LinkButton(say("Why these providers, as PDF"), icon="file-text")
        self.print.clicked.connect(self.print_page)
        self.narrowing = Narrowing()
        self.cards = CardList(self._again, self._hand, self.export, last=self.narrowing.views)
        self.table = ShortlistTable(lambda: context.formats)
        self._table_card = TableCard(self.table)
        self.ruled_out = RuledOut()
        self._foot = StepFooter(say("Ask for quotes"), say("See the quotes"))
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
        self.cards.moved.connect(acts.move)
        self.cards.put_back.connect(acts.put_back)
        self.table.why.connect(lambda row: self.context.go(self._to(f"providers/{row.candidate_id}")))
        self.table.ticked.connect(self._tick_row)
        self.narrowing.changed.connect(self._show)
        self.matters.changed.connect(acts.set_importance)
        self.declaration.closed.connect(self._show)
        self._way_in.find_asked.connect(acts.rank)
        self._way_in.brief_asked.connect(self._open_brief)
        self._way_in.why_asked.connect(self.ruled_out.open)
        self._way_in.hand_asked.connect(self._by_hand.open)
        self._way_in.directory_asked.connect(lambda: self.context.go("directory"))
        self._hand.clicked.connect(self._by_hand.open)
        self._by_hand.added.connect(self._add_by_hand)
        self._by_hand.closed.connect(self._hand.setFocus)
        self._foot.continued.connect(self._continue)
        self._foot.closed.connect(lambda: self.context.go(self._to("quotes")))

    def _build(self) -> None:
        broker = self.context.lens is Lens.BROKER
        self._heading = Heading(
            say("Providers for the project") if broker else say("Providers for your project")
        )
        self._list = QFrame()
        self._list.setLayout(
            column(
                self._sureness, 2, self._suggestion, self._by_hand, 8, self.narrowing, 4,
                self.cards, self._table_card, 16, self.ruled_out, 12, row(self.print, STRETCH),
            )
        )  # fmt: skip
        body = column(
            framed(self._banner_place), self._heading, 2, self._sub, 8,
            self.beforehand, self._way_in, framed(self._ask_place), self._list,
        )  # fmt: skip
        body.addStretch(1)
        self.set_body(body, body_width=920)
        self.set_footer(self._foot)

    # What a page answers --------------------------------------------------------------------------

    def title(self) -> str:
        return say("Providers")

    def commands(self) -> Sequence[Command]:
        standing = self._standing
        if standing is None or standing.locked or standing.hidden:
            return ()
        found = [Command(say("Find providers for this project"), self._acts.rank, icon="users")]
        if standing.ready:
            found.append(Command(say("Ask for quotes"), self._open_ask, icon="mail"))
        return found

    def primary_focus(self) -> QWidget | None:
        if self._panel is not None:
            return self._panel.target()
        return self.declaration.first or self._way_in.first or self.cards.first()

    def leave(self) -> None:
        self.declaration.flush()

    def print_page(self) -> bool:
        """Why these providers, as the owner may read it."""
        if self._standing is None or self._standing.hidden or self._standing.view.ran_on is None:
            return False
        save_shortlist(self, self.context, self._project())
        return True

    def refresh(self) -> None:
        """Read the list and what can be done with it."""
        context = self.context
        read = context.operations.read
        seen: dict[str, Any] = {"lens": context.lens, "project_id": self._project()}
        asking = read(partial(quote_asking.asking, **seen))
        self._standing = None
        if asking is not None:
            view = read(partial(shortlists.shortlist, **seen, formats=context.formats))
            self._standing = Standing(asking, view, context.lens)
        self._show()

    # Showing --------------------------------------------------------------------------------------

    def _show(self) -> None:
        standing = self._standing
        if self._panel is not None and (standing is None or not self._panel.fits(standing)):
            self._panel = None
            clear(self._ask_place)
        clear(self._banner_place)
        self.declaration.show_standing(standing)
        self._way_in.show_standing(standing, declaring=self.declaration.declaring)
        seen = standing is not None and standing.ranked and not standing.hidden
        self._list.setVisible(seen and self._panel is None)
        self.beforehand.show_standing(standing, listed=seen and self._panel is None)
        self._sub.setText(standing.view.basis if standing is not None and not standing.hidden else "")
        self._sub.setVisible(bool(self._sub.text()))
        if standing is not None and standing.locked:
            tone = "warn" if standing.asking.blocked else "info"
            self._banner_place.addWidget(Banner(standing.locked, tone))
            self._banner_place.addSpacing(14)
        if standing is not None and seen:
            self._show_list(standing)
        else:
            self._forget_names()
        self._foot.setVisible(seen and self._panel is None)
        if standing is not None:
            self._show_foot(standing)

    def _forget_names(self) -> None:
        """What must not be seen is not there, rather than out of sight."""
        self._suggestion.setText("")
        self._sureness.setText("")
        self.table.rows.show(())
        self.cards.show_cards((), self.context.formats, broker=False, blocked="")
        self.ruled_out.show_rows((), "", can_write=False)

    def _show_list(self, standing: Standing) -> None:
        view, locked, broker = standing.view, standing.locked, standing.broker
        self.matters.show_weights(view.weights, self.context.formats, blocked=locked)
        self._suggestion.setText(view.suggestion)
        self._sureness.setText(view.sureness)
        self._sureness.setVisible(bool(view.sureness))
        self._again.setVisible(not locked and not view.elsewhere)
        self._hand.setVisible(broker and not locked)
        self.export.setVisible(broker)
        self.narrowing.offer(len(view.cards), broker=broker)
        context = self.context
        ending = context.operations.read(
            partial(lapses, project_id=self._project(), today=context.today(), formats=context.formats)
        )
        rows, as_table = self.narrowing.left(view), self.narrowing.as_table
        self.cards.show_cards(
            () if as_table else rows, context.formats, broker=broker, blocked=locked, lapses=ending,
            everybody=[card.name for card in view.cards],
        )  # fmt: skip
        self.table.rows.show(rows if as_table else ())
        self._table_card.setVisible(as_table and bool(rows))
        self.ruled_out.show_rows(
            view.excluded, view.most_common, can_write=broker and not locked, reasons=view.reasons,
            nearest=view.nearest_only,
        )  # fmt: skip

    def _show_foot(self, standing: Standing) -> None:
        self._foot.other.setVisible(standing.between_rounds)
        if standing.under_way or standing.decided:
            self._foot.primary.set_words(say("See the quotes"))
            self._foot.set_reason("")
            self._foot.set_note(say("They have been asked already.") if standing.under_way else "")
            return
        ticked = standing.view.ticked
        words = say_count("Ask {count} for a quote", "Ask {count} for quotes", ticked)
        self._foot.primary.set_words(words if ticked else say("Ask for quotes"))
        self._foot.set_reason(standing.why_not)
        if not standing.why_not:
            self._foot.set_note(say("You see everything once more before it is recorded."))

    # Acting ---------------------------------------------------------------------------------------

    def _project(self) -> uuid.UUID:
        return uuid.UUID(self.params["project"])

    def _to(self, rest: str) -> str:
        return f"project/{self.params['project']}/{rest}"

    def _open_brief(self) -> None:
        """At the answer that keeps most providers off, where it is one."""
        step = self._standing.view.step if self._standing is not None else None
        self.context.go(self._to("brief" if step is None else f"brief/{step}"))

    def _tick_row(self, row: ProviderCard) -> None:
        """As on a card; where a reason is needed first, its card asks for it."""
        standing = self._standing
        if standing is None or standing.locked or row.invited_on is not None:
            return
        if row.needs_reason and not row.ticked and standing.broker:
            self.narrowing.views.set_value(CARDS)
            self._show()
            self.cards.reveal(row.candidate_id).ask_reason()
        else:
            self._acts.tick(row.candidate_id, not row.ticked)

    def _add_by_hand(self, provider: uuid.UUID, reason: str) -> None:
        if self._acts.add_by_hand(provider, reason):
            self._by_hand.close_form()

    def _continue(self) -> None:
        standing = self._standing
        if standing is not None and (standing.decided or standing.under_way):
            self.context.go(self._to("quotes"))
        else:
            self._open_ask()

    def _open_ask(self) -> None:
        standing = self._standing
        if standing is None or not standing.ready:
            return
        asking = standing.asking
        names = [card.name for card in standing.view.cards if card.ticked]
        here = self.context.lens is Lens.OWNER
        panel = AskPanel(self.context, names, asking, owner_is_here=here)
        panel.left.connect(self._close_ask)
        panel.asked.connect(self._ask)
        self._panel = panel
        clear(self._ask_place)
        self._ask_place.addWidget(panel)
        self._show()
        if self.scroller is not None:
            self.scroller.verticalScrollBar().setValue(0)
        panel.target().setFocus()

    def _close_ask(self) -> None:
        self._panel = None
        clear(self._ask_place)
        self._show()
        self._foot.primary.setFocus()

    def _ask(self, told: Told, agreed_by: str) -> None:
        standing = self._standing
        if standing is None:
            return
        ticked = [card.candidate_id for card in standing.view.cards if card.ticked]
        panel, self._panel = self._panel, None
        if self._acts.ask(ticked, told, agreed_by):
            self._close_ask()
        else:
            self._panel = panel
