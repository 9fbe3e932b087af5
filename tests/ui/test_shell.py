"""The window: addresses, back and forward, keys, the search box, messages, and what refreshes when."""

from collections.abc import Callable, Mapping

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.queries.lens import Lens
from tests.ui.inspection import unnamed_controls
from tests.ui.standins import Memory, Places, Refused, Touched, make_context
from ui.commands import Command, Group
from ui.context import Context
from ui.notices import Notice
from ui.page import Page
from ui.shell.addresses import Route, Routes, Trail
from ui.shell.command_box import fitting
from ui.shell.keys import KeysDialog, window_keys
from ui.shell.page_stack import KEPT
from ui.shell.sheets import Reminder, When
from ui.shell.window import LEAST, MainWindow
from ui.theme.current import Density, Theme
from ui.widgets.buttons import Button
from ui.widgets.fields import TextField
from ui.widgets.layouts import STRETCH, column, row
from ui.widgets.side_panel import SidePanel
from ui.widgets.text import Label


class Counting(Page):
    """Counts how often it reads."""

    interests = frozenset({"quote"})
    made: list["Counting"] = []

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.reads = 0
        self.left = 0
        self.fails: Exception | None = None
        self.field = TextField(name="Name")
        self.button = Button("Ask for quotes")
        self.set_body(column(self.field, self.button, STRETCH))
        Counting.made.append(self)

    def refresh(self) -> None:
        self.reads += 1
        if self.fails:
            raise self.fails

    def leave(self) -> None:
        self.left += 1

    def title(self) -> str:
        return f"Quotes of {self.params.get('project', 'all')}"

    def commands(self) -> tuple[Command, ...]:
        return (Command("Record a quote", lambda: self.field.set_value("recorded"), words=("offer",)),)

    def primary_focus(self) -> QWidget:
        return self.field


class Wide(Page):
    """A page that needs the width, with a side panel."""

    wide = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.set_body(column(Button("Open"), STRETCH))
        self.panel = SidePanel("Details", column(Button("Inside"), STRETCH))
        self.set_side(self.panel)


class Low(Page):
    """Its buttons stand at the lower edge, over a footer."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.button = Button("Send")
        self.across = [Button("One"), Button("Two"), Button("Three")]
        for each in self.across:
            each.hide()
        self.foot = Button("Continue")
        self.set_body(
            column(STRETCH, row(self.button, STRETCH), row(*((each, 1) for each in self.across))),
            scrolls=False,
        )
        self.set_footer(self.foot)

    def spread(self) -> None:
        """Have buttons all along the lower edge."""
        for each in self.across:
            each.show()


class Long(Page):
    """Longer than the window, with a button across its end."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.last = Button("The last")
        self.set_body(column(*(Label(f"Line {at}") for at in range(60)), self.last))


class Failing(Page):
    """Cannot be shown the first time."""

    working = False

    def refresh(self) -> None:
        if not Failing.working:
            raise Refused("This project was removed on the other computer.")


@pytest.fixture
def opened(qtbot: QtBot) -> Callable[..., MainWindow]:
    """Opens the window over a small set of pages."""

    def open_it(memory: Memory | None = None, places: Places | None = None) -> MainWindow:
        Counting.made.clear()
        Failing.working = False
        context = make_context(memory, crashes=[])
        routes = Routes()
        routes.register("home", Counting)
        routes.register("project/{project}/quotes", Counting)
        routes.register("project/{project}/wide", Wide)
        routes.register("project/{project}/low", Low)
        routes.register("project/{project}/long", Long)
        routes.register("failing", Failing)
        window = MainWindow(context.notices)
        qtbot.addWidget(window)
        window.show()
        window.attach(context, routes, places or Places())
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    return open_it


def seen(window: MainWindow) -> Page:
    """The page that is shown."""
    assert window.pages is not None
    return window.pages.page()


def settle() -> None:
    """Let the window finish what it has begun."""
    for _ in range(3):
        QApplication.processEvents()


def test_the_window_is_called_as_its_page_is_called_now(opened: Callable[..., MainWindow]) -> None:
    window = opened()
    window.go("project/7/quotes")
    page = seen(window)
    assert window.windowTitle() == "Quotes of 7 – Sourcewright"
    page.params = {"project": "the bakery"}
    page.title_changed.emit()
    assert window.windowTitle() == "Quotes of the bakery – Sourcewright"
    page.params = {"project": "the clinic"}
    assert window.context is not None
    window.context.operations.changed.emit(Touched(frozenset({"quote"})))  # the page reads again by itself
    assert window.windowTitle() == "Quotes of the clinic – Sourcewright"
    window.go("home")
    page.title_changed.emit()  # of a page that is not seen
    assert window.windowTitle() == "Quotes of all – Sourcewright"


@pytest.mark.parametrize(("address", "found"), [
    ("project/7/quotes/compare", {"project": "7"}),
    ("project/7/quotes", None),
    ("project//quotes/compare", None),
])  # fmt: skip
def test_an_address_matches_word_by_word(address: str, found: Mapping[str, str] | None) -> None:
    assert Route("project/{project}/quotes/compare", Counting).match(address) == found


def test_fixed_words_win_and_a_pattern_is_taken_once() -> None:
    routes = Routes()
    routes.register("project/{project}/choose/{quote}", Counting, "one")
    routes.register("project/{project}/choose/none", Counting, "none")
    found = routes.find("project/7/choose/none")
    assert found is not None
    assert found[0].title == "none"
    with pytest.raises(ValueError, match="twice"):
        routes.register("project/{project}/choose/none", Counting)


def test_the_trail_goes_back_forward_and_forgets_what_lay_ahead() -> None:
    trail = Trail()
    for address in ("home", "a", "a", "b"):
        trail.visit(address)
    assert trail.step(-1) == "a"
    assert trail.step(-1) == "home"
    assert trail.step(-1) == "home"
    assert trail.step(1) == "a"
    trail.visit("c")
    assert not trail.can_go_forward
    assert trail.step(-1) == "a"


def test_back_returns_to_the_same_page_as_it_was(opened: Callable[..., MainWindow], qtbot: QtBot) -> None:
    window = opened()
    window.go("project/7/quotes")
    first = seen(window)
    assert first.title() == "Quotes of 7"
    assert window.windowTitle() == "Quotes of 7 – Sourcewright"
    window.go("project/8/quotes")
    assert isinstance(first, Counting)
    assert first.left == 1
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert seen(window) is first
    assert first.reads == 1
    qtbot.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert seen(window).title() == "Quotes of 8"


def test_a_visible_page_reads_at_once_a_hidden_one_when_it_is_shown(
    opened: Callable[..., MainWindow],
) -> None:
    window = opened(memory := Memory(touches=frozenset({"quote"})))
    home = seen(window)
    window.go("project/7/quotes")
    quotes = seen(window)
    assert isinstance(home, Counting)
    assert isinstance(quotes, Counting)
    window.context.operations.run(lambda session: None, "Record a quote")  # type: ignore[union-attr]
    assert (quotes.reads, home.reads) == (2, 1)
    window.step(-1)
    assert home.reads == 2
    memory.touches = frozenset({"payment"})
    window.context.operations.run(lambda session: None, "Pay")  # type: ignore[union-attr]
    assert (quotes.reads, home.reads) == (2, 2)


def test_another_lens_makes_the_page_anew_and_lets_go_of_all_others(
    opened: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = opened()
    window.go("project/7/quotes")
    window.go("home")
    page = seen(window)
    assert isinstance(page, Counting)
    qtbot.keyClick(
        window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert window.context is not None
    assert window.context.lens is Lens.BROKER
    again = seen(window)
    assert isinstance(again, Counting)
    assert again is not page
    assert again.reads == 1
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert window.findChildren(Counting) == [again]
    assert "Broker view" in window.rail.person.accessibleName()


def test_a_page_that_cannot_be_shown_says_why_and_tries_again(opened: Callable[..., MainWindow]) -> None:
    window = opened()
    window.go("failing")
    failed = seen(window)
    assert failed.title() == "This page could not be shown"
    again = failed.primary_focus()
    assert isinstance(again, QPushButton)
    assert again.hasFocus()
    Failing.working = True
    again.click()
    assert isinstance(seen(window), Failing)


def test_an_unknown_address_leads_home(opened: Callable[..., MainWindow]) -> None:
    window = opened()
    window.go("project/7/nothing/here")
    button = seen(window).primary_focus()
    assert isinstance(button, QPushButton)
    button.click()
    assert window.trail.current == "home"


def test_few_pages_stay_in_memory(opened: Callable[..., MainWindow]) -> None:
    window = opened()
    for number in range(KEPT + 5):
        window.go(f"project/{number}/quotes")
    assert window.pages is not None
    assert window.pages.count() <= KEPT + 1


def test_the_focus_goes_to_what_the_page_is_about(opened: Callable[..., MainWindow]) -> None:
    window = opened()
    window.go("project/7/quotes")
    page = seen(window)
    assert isinstance(page, Counting)
    assert page.field.line.hasFocus()
    assert window.ring.target() is page.field.line


@pytest.mark.parametrize(("typed", "found"), [
    ("quo", ["Record a quote", "Quotes"]),
    ("offer", ["Record a quote"]),
    ("QUÖTE rec", ["Record a quote"]),
    ("zzz", []),
])  # fmt: skip
def test_commands_are_found_by_any_of_their_words(typed: str, found: list[str]) -> None:
    commands = (
        Command("Record a quote", list, words=("offer",)),
        Command("Quotes", list, Group.GO),
        Command("Home", list, Group.GO),
    )
    assert sorted(command.title for command in fitting(commands, typed)) == sorted(found)


def test_the_search_box_finds_does_and_gives_the_focus_back(
    opened: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = opened()
    page = seen(window)
    assert isinstance(page, Counting)
    box = window.header.search
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert box.hasFocus()
    qtbot.keyClicks(box, "offer")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert page.field.value() == "recorded"
    page.field.setFocus()
    box.summon()
    qtbot.keyClicks(box, "xqz")
    qtbot.waitUntil(lambda: box.entries() == ())
    assert box._popup is not None
    assert box._popup.nothing.text() == "Nothing found for “xqz”."
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert page.field.line.hasFocus()


def test_results_are_grouped_and_chosen_with_the_arrows(
    opened: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = opened()
    box = window.header.search
    box.summon()
    qtbot.keyClicks(box, "quot")

    def shown() -> list[str]:
        return [entry if isinstance(entry, str) else entry.title for entry in box.entries()]

    qtbot.waitUntil(lambda: shown() == ["Go to", "Quotes", "Do", "Record a quote"])
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Up)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert window.trail.current == "project/7/quotes"


def test_undo_names_the_act_in_the_menu(opened: Callable[..., MainWindow], qtbot: QtBot) -> None:
    window = opened(memory := Memory())
    undo = window.menus.action("undo")
    assert not undo.isEnabled()
    window.context.operations.run(lambda session: None, "Remove “Gift cards”")  # type: ignore[union-attr]
    assert undo.text() == "Undo Remove “Gift cards”"
    window.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert memory.steps == []
    assert window.menus.action("redo").text() == "Redo Remove “Gift cards”"


def test_saved_is_shown_and_said(opened: Callable[..., MainWindow], qtbot: QtBot) -> None:
    window = opened()
    assert window.header.saved.isHidden()
    window.context.operations.run(lambda session: None, "Type")  # type: ignore[union-attr]
    assert window.header.saved.accessibleName().startswith("Saved ")
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert [toast.accessibleName() for toast in window.toasts.toasts()] == ["Saved"]


def test_toasts_wait_for_the_one_who_reads_and_f8_reaches_them(
    opened: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = opened()
    undone: list[bool] = []
    window.notices.toast("Removed.", action="Undo", act=lambda: undone.append(True))
    toast = window.toasts.toasts()[0]
    assert toast._timer.isActive()
    qtbot.keyClick(window, Qt.Key.Key_F8)
    assert toast.button is not None
    assert toast.button.hasFocus()
    assert not toast._timer.isActive()
    qtbot.keyClick(toast.button, Qt.Key.Key_Space)
    assert undone == [True]
    assert window.toasts.toasts() == ()


def test_a_toast_covers_no_button_where_there_is_room_beside(opened: Callable[..., MainWindow]) -> None:
    window = opened()
    window.resize(1200, 600)
    window.go("project/7/low")
    settle()
    page = seen(window)
    assert isinstance(page, Low)
    window.notices.toast("Removed.", action="Undo", act=lambda: None)
    settle()
    (toast,) = window.toasts.toasts()
    assert not over(toast, page.button)
    assert not over(toast, page.foot)
    page.foot.hide()
    settle()
    lower = toast.geometry().bottom()
    page.foot.show()
    settle()
    assert not over(toast, page.foot)
    assert toast.geometry().bottom() < lower


def test_what_is_longer_than_the_window_can_be_scrolled_out_from_under_a_toast(
    opened: Callable[..., MainWindow],
) -> None:
    window = opened()
    window.resize(1000, 600)
    window.go("project/7/long")
    settle()
    page = seen(window)
    assert isinstance(page, Long)
    assert page.scroller is not None
    bar = page.scroller.verticalScrollBar()
    highest = bar.maximum()
    for text in ("Removed.", "Kept."):
        window.notices.toast(text)
    settle()
    bar.setValue(bar.maximum())
    settle()
    assert [toast for toast in window.toasts.toasts() if over(toast, page.last)] == []
    for toast in window.toasts.toasts():
        toast.close_now()
    settle()
    assert bar.maximum() == highest  # and the room is given back


def test_a_toast_makes_way_for_what_has_the_focus(opened: Callable[..., MainWindow]) -> None:
    window = opened()
    window.resize(1200, 600)
    window.go("project/7/low")
    page = seen(window)
    assert isinstance(page, Low)
    page.spread()
    window.notices.toast("Removed.")
    settle()
    (toast,) = window.toasts.toasts()
    for each in page.across:
        each.setFocus()
        settle()
        assert not over(toast, each)


def over(toast: QWidget, part: QWidget) -> bool:
    """Whether `toast` lies over `part`."""
    there = QRect(part.mapTo(part.window(), QPoint(0, 0)), part.size())
    return QRect(toast.mapTo(toast.window(), QPoint(0, 0)), toast.size()).intersects(there)


def test_a_toast_goes_by_itself_and_a_problem_stays(opened: Callable[..., MainWindow], qtbot: QtBot) -> None:
    window = opened()
    window.notices.toast("Removed.")
    passing = window.toasts.toasts()[0]
    window.notices.problem("Enter a name.")
    with qtbot.waitSignal(passing.gone):
        passing._timer.start(1)
    assert [toast.accessibleName() for toast in window.toasts.toasts()] == ["Enter a name."]
    assert not window.toasts.toasts()[0]._timer.isActive()


def test_a_banner_replaces_the_one_of_its_kind_and_can_be_taken_away(
    opened: Callable[..., MainWindow],
) -> None:
    window = opened()
    window.notices.banner(Notice("Not saved", "danger", key="unsaved"))
    window.notices.banner(Notice("Still not saved", "danger", key="unsaved"))
    assert [banner.accessibleName() for banner in window.banners.banners()] == ["Still not saved"]
    window.notices.clear("unsaved")
    assert window.banners.banners() == ()


def test_f6_goes_round_the_parts_of_the_window(opened: Callable[..., MainWindow], qtbot: QtBot) -> None:
    window = opened()
    parts = []
    for _ in range(3):
        qtbot.keyClick(window, Qt.Key.Key_F6)
        focused = window.focusWidget()
        assert focused is not None
        named = (("rail", window.rail), ("header", window.header), ("page", seen(window)))
        parts.append(next(name for name, part in named if part.isAncestorOf(focused)))
    assert parts == ["rail", "header", "page"]


def test_digits_go_to_the_places_of_the_rail(opened: Callable[..., MainWindow], qtbot: QtBot) -> None:
    window = opened()
    qtbot.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    assert window.trail.current == "project/7/quotes"
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.trail.current == "home"


def test_the_rail_opens_by_keyboard_and_marks_where_one_is(
    opened: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = opened()
    rail = window.rail.list
    rail.setFocus()
    for _ in range(4):
        qtbot.keyClick(rail, Qt.Key.Key_Down)
    qtbot.keyClick(rail, Qt.Key.Key_Return)
    assert window.trail.current == "project/7/quotes"
    window.go("home")
    assert rail.currentIndex().data() == "Home"


def test_the_rail_gives_way_to_the_page(opened: Callable[..., MainWindow], look: Theme) -> None:
    window = opened()
    assert window.rail.width() == 216
    window.resize(1093, 700)
    settle()
    assert window.rail.width() == 56
    window.resize(1366, 768)
    look.set_zoom(150)
    settle()
    assert window.rail.width() == 84, "1366 pixels of large text are as few as 911"
    look.set_zoom(100)
    window.go("project/7/wide")
    assert window.rail.width() == 56


def test_the_window_fits_the_smallest_screen_at_the_largest_text(
    opened: Callable[..., MainWindow], look: Theme
) -> None:
    window = opened()
    look.set_zoom(150)
    window.resize(*LEAST)
    settle()
    assert (window.width(), window.height()) == LEAST


def test_the_menu_bar_hides_on_a_low_screen_and_its_keys_still_work(
    opened: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = opened()
    window.resize(1093, 534)
    settle()
    assert not window.menuBar().isVisible()
    qtbot.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    assert window.trail.current == "project/7/quotes"
    qtbot.keyClick(window, Qt.Key.Key_Alt)
    assert window.menuBar().isVisible()


def test_a_side_panel_stands_beside_or_lies_over_the_page(
    opened: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = opened()
    window.go("project/7/wide")
    page = seen(window)
    assert isinstance(page, Wide)
    settle()
    assert page.panel.isVisible()
    window.resize(1100, 700)
    settle()
    assert not page.panel.isVisible()
    page.open_side()
    settle()
    assert page.panel.geometry().right() == page.rect().right()
    qtbot.keyClick(page.panel, Qt.Key.Key_Escape)
    assert not page.panel.isVisible()
    window.resize(1366, 768)
    settle()
    assert page.panel.isVisible()


def test_help_opens_closes_and_gives_the_focus_back(opened: Callable[..., MainWindow], qtbot: QtBot) -> None:
    window = opened()
    page = seen(window)
    assert isinstance(page, Counting)
    page.field.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.sheets.help.isVisible()
    assert unnamed_controls(window.sheets.help) == []
    qtbot.keyClick(window.sheets.help, Qt.Key.Key_Escape)
    assert not window.sheets.help.isVisible()
    assert page.field.line.hasFocus()


def test_the_bell_counts_and_leads(opened: Callable[..., MainWindow]) -> None:
    waiting = (Reminder("Sign off “Stock link”", "by Wed 10 Feb", "Review it", "project/7/quotes"),
               Reminder("Quotes are due", "", "Open quotes", "project/8/quotes", When.LATER))  # fmt: skip
    window = opened(places=Places(waiting=waiting))
    assert window.header.bell.accessibleName() == "2 reminders"
    window.header.bell.click()
    verbs = [
        each
        for each in window.sheets.reminders.findChildren(QPushButton)
        if "Review" in each.accessibleName()
    ]
    assert verbs[0].accessibleName() == "Review it: Sign off “Stock link”"
    verbs[0].click()
    assert window.trail.current == "project/7/quotes"


def test_keys_change_text_size_and_density(
    opened: Callable[..., MainWindow], qtbot: QtBot, look: Theme
) -> None:
    window = opened()
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(window, Qt.Key.Key_Plus, control)
    assert look.zoom_percent == 115
    qtbot.keyClick(window, Qt.Key.Key_0, control)
    assert look.zoom_percent == 100
    qtbot.keyClick(window, Qt.Key.Key_D, control | Qt.KeyboardModifier.ShiftModifier)
    assert look.density is Density.COMPACT


def test_a_broker_s_rows_are_compact_and_each_view_keeps_what_was_chosen_in_it(
    opened: Callable[..., MainWindow], look: Theme
) -> None:
    window = opened()
    assert window.context is not None
    assert look.density is Density.COMFORTABLE
    window.context.set_lens(Lens.BROKER)
    assert look.density is Density.COMPACT
    look.set_density(Density.COMFORTABLE)
    for lens in (Lens.OWNER, Lens.BROKER):
        window.context.set_lens(lens)
        assert look.density is Density.COMFORTABLE


def test_no_key_is_bound_twice_and_the_list_shows_each(
    opened: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    keys = [QKeySequence(key.keys).toString() for key in window_keys()]
    assert len(set(keys)) == len(keys)
    assert all(keys)
    dialog = KeysDialog(opened())
    qtbot.addWidget(dialog)
    words = {getattr(each, "text", str)() for each in dialog.findChildren(QWidget)}
    assert {key.words for key in window_keys()} <= words
