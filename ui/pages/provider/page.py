"""The page of one provider, section by section, each changed in place; and the form that adds another."""

import uuid
from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.queries import providers as directory
from app.queries.lens import Lens
from app.queries.provider_rows import ProviderProfile
from app.services import providers
from app.words import say
from ui.context import Context
from ui.page import Page
from ui.pages.provider.about import AboutForm, AboutSection
from ui.pages.provider.checks import Checks
from ui.pages.provider.endorsements import Endorsements
from ui.pages.provider.free_days import FreeDays
from ui.pages.provider.kept_files import Files
from ui.pages.provider.places import Sites
from ui.pages.provider.proof import References, Work
from ui.pages.provider.section import Section
from ui.pages.provider.sections import People, Rates, Skills
from ui.prints import save_provider
from ui.widgets.ask import ReasonCard
from ui.widgets.buttons import Button
from ui.widgets.chips import PrivateMark, StatusChip
from ui.widgets.growing_text import GrowingText
from ui.widgets.lapse_line import LapseLine
from ui.widgets.layouts import clear, column, framed, row
from ui.widgets.navigation import Tabs
from ui.widgets.states import EmptyState
from ui.widgets.text import Heading, Label, Prose

NEW = "new"
ABOUT, FREE, NOTES = "about", "free", "notes"


class ProviderPage(Page):
    """Everything the broker's directory holds about one provider."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {
            "provider",
            "provider_credential",
            "credential_step",
            "provider_person",
            "provider_skill",
            "provider_rate",
            "provider_job",
            "provider_site",
            "provider_week",
            "provider_reference",
            "provider_file",
            "endorsement",
            "broker",
        }
    )
    help_topic: ClassVar[str] = "directory"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._profile: ProviderProfile | None = None
        self._new: AboutForm | None = None
        self._name = Heading("")
        self._chip = StatusChip("", "neutral", filled=True)
        self._standing = Prose("", "dense", "text2", max_width=720)
        self._next = Prose("", "dense", "text3", max_width=720)
        self._place = Label("", "dense", "text3", wrap=True)
        self._lapse = LapseLine()
        self._suspend = Button(say("Suspend…"), "quiet", dense=True)
        self._suspend.clicked.connect(self._ask_suspend)
        self.print = Button(say("One page as PDF"), "quiet", icon="file-text", dense=True)
        self.print.clicked.connect(self.print_page)
        self._remove = Button(say("Remove"), "quiet", icon="trash-2", dense=True)
        self._remove.clicked.connect(self._remove_provider)
        self._asking = column()
        self._about = AboutSection(context)
        self._about.kept.connect(self._keep_about)
        self._sections: dict[str, Section] = {
            each.key: each(context)
            for each in (Sites, People, Skills, Checks, Work, References, Endorsements, Rates, Files)
        }
        self._free = FreeDays(context)
        self._notes = GrowingText(lines=6, name=say("Private notes"))
        self._notes.committed.connect(self._keep_notes)
        own: dict[str, list[QWidget]] = {each.tab or each.key: [] for each in self._sections.values()}
        for each in self._sections.values():
            own[each.tab or each.key].append(each)
        own[NOTES].insert(0, self._notes_part())
        self._parts: dict[str, QWidget] = {
            ABOUT: self._about,
            FREE: self._free,
            **{key: framed(column(*parts, gap=26)) for key, parts in own.items()},
        }
        self._tabs = Tabs(_tab_words(), name=say("Parts of the profile"))
        self._tabs.chosen.connect(self._show_part)
        self._asked_for = ""
        self._other = column()
        self._build()

    def _build(self) -> None:
        acts = row(self.print, self._suspend, self._remove, gap=6)
        state = row(self._chip, (self._place, 1), gap=10)
        top = row((column(self._name, 6, state), 1), (acts, Qt.AlignmentFlag.AlignTop), gap=12)
        words = column(
            6, self._standing, 2, self._next, 4, self._lapse
        )  # across: beside the acts it has no room
        shown = column(top, words, 10, framed(self._asking), self._tabs, 18, *self._parts.values())
        self._shown = framed(shown)
        body = column(self._shown, framed(self._other))
        body.addStretch(1)
        self.set_body(body, body_width=900)

    def _notes_part(self) -> QWidget:
        head = row((Heading(say("Notes"), "sub"), 1), PrivateMark(say("Private: only you see this")))
        help = Prose(
            say("Kept as soon as you leave the field. Notes never leave this workspace."), "dense", "text3"
        )
        return framed(column(head, 4, help, 8, self._notes))

    # What a page answers --------------------------------------------------------------------------

    def title(self) -> str:
        if self._profile is not None:
            return self._profile.row.name
        return say("Add a provider") if self._is_new() else say("Provider")

    def crumbs(self) -> Sequence[tuple[str, str]]:
        return ((say("Directory"), "directory"),) if self.context.lens is Lens.BROKER else ()

    def primary_focus(self) -> QWidget | None:
        if self._new is not None:
            target: QWidget = self._new.entries[0].field.target()
            return target
        part = self._tabs.value()
        if part in (FREE, NOTES):
            return self._free.change if part == FREE else self._notes.target()
        shown = self._sections.get(part)
        if shown is not None:
            return shown.add
        return self._about.change if part == ABOUT else None

    def leave(self) -> None:
        if self._new is not None:
            self._new.flush()
        self._about.flush()
        self._free.flush()
        for each in self._sections.values():
            each.flush()
        self._keep_notes()

    def print_page(self) -> bool:
        """The page that a client may read: without rates, notes and whom one talked to."""
        if self._profile is None:
            return False
        save_provider(self, self.context, self._profile.row.id, self._profile.row.name)
        return True

    def refresh(self) -> None:
        """Read the provider again; forms that are open stay."""
        broker = self.context.lens is Lens.BROKER
        if broker and self._is_new():
            self._show_new()
            return
        found = self._read() if broker else None
        self._profile = found
        self._shown.setVisible(found is not None)
        if found is None:
            self._show_nothing(broker)
            return
        clear(self._other)
        self._show_head(found)
        self._about.show_profile(found)
        self._free.show_profile(found)
        for each in self._sections.values():
            each.show_profile(found)
        if not self._notes.target().hasFocus():
            self._notes.set_value(found.notes)
        part, asked = self.params.get("tab", ""), self._asked_for
        self._asked_for = part
        self._show_part(part if part in self._parts and part != asked else self._tabs.value())
        self.title_changed.emit()

    # Showing --------------------------------------------------------------------------------------

    def _is_new(self) -> bool:
        return self.params.get("provider") == NEW

    def _read(self) -> ProviderProfile | None:
        try:
            key = uuid.UUID(self.params["provider"])
        except ValueError:
            return None
        context = self.context
        return context.operations.read(
            partial(
                directory.profile, lens=context.lens, provider_id=key,
                today=context.today(), formats=context.formats,
            )
        )  # fmt: skip

    def _show_nothing(self, broker: bool) -> None:
        clear(self._other)
        if broker:
            empty = EmptyState(
                "badge-check", say("This provider is no longer in the directory"),
                say("It was removed. Projects keep what they knew of it."), say("Open the directory"),
            )  # fmt: skip
            empty.chosen.connect(lambda: self.context.go("directory"))
        else:
            empty = EmptyState(
                "lock-keyhole", say("The directory belongs to your broker"),
                say("What was checked about a provider stands on its card in your project."),
                say("Go to Home"),
            )  # fmt: skip
            empty.chosen.connect(lambda: self.context.go("home"))
        self._other.addWidget(empty)

    def _show_new(self) -> None:
        self._shown.hide()
        if self._new is not None:
            return
        clear(self._other)
        self._new = AboutForm(self.context, None)
        self._new.kept.connect(lambda _: self._add())
        self._new.left.connect(self._leave_new)
        self._other.addWidget(self._new)
        self._new.begin()

    def _begin_again(self) -> None:
        """An empty form for the next one: the page is kept, and come back to as it was left."""
        self._new = None
        self._show_new()

    def _leave_new(self) -> None:
        self._begin_again()
        self.context.go("directory")

    def _show_head(self, found: ProviderProfile) -> None:
        self._name.setText(found.row.name)
        self._chip.show_status(found.row.tier_words, found.row.tier_tone)
        self._standing.setText(found.standing)
        self._next.setText(found.next_tier)
        self._lapse.show_lapsing(found.row.lapsing)
        self._place.setText(" · ".join(filter(None, (found.row.place, found.row.results))))
        self._suspend.set_words(say("Lift the suspension") if found.suspended else say("Suspend…"))

    def _show_part(self, key: str) -> None:
        self._tabs.set_value(key)
        for each, part in self._parts.items():
            part.setVisible(each == key)

    # Acting ---------------------------------------------------------------------------------------

    def _id(self) -> uuid.UUID:
        return uuid.UUID(self.params["provider"])

    def _add(self) -> None:
        form = self._new
        if form is None:
            return
        fields = form.fields()
        verb = partial(providers.add_provider, on=self.context.today(), **fields)
        added = self.context.operations.run(verb, say("Add {name}", name=fields["name"]))
        if added is not None:
            form.applied()
            self._begin_again()
            self.context.go(f"provider/{added}")

    def _keep_about(self, fields: dict[str, Any]) -> None:
        label = say("Change {name}", name=fields["name"])
        verb = partial(providers.change_provider, provider_id=self._id(), **fields)
        if self.context.operations.succeeded(verb, label) and self._about.form is not None:
            self._about.form.applied()
            self._about.close_form()

    def _keep_notes(self) -> None:
        found = self._profile
        if found is None or self._notes.value() == found.notes:
            return
        verb = partial(providers.change_provider, provider_id=found.row.id, notes=self._notes.value())
        self.context.operations.succeeded(verb, say("Note on {name}", name=found.row.name))

    def _ask_suspend(self) -> None:
        found = self._profile
        if found is None:
            return
        clear(self._asking)
        if found.suspended:
            verb = partial(providers.lift_suspension, provider_id=found.row.id)
            done = say("{name} may be suggested again.", name=found.row.name)
            self.context.operations.succeeded(verb, say("Lift the suspension"), done=done)
            return
        card = ReasonCard(
            say("Suspend {name}?", name=found.row.name),
            say(
                "It will be kept off new shortlists, whatever its checks say. Work that is under way goes on. "
                "You can lift this at any time."
            ),
            say("Suspend this provider"),
        )
        card.confirmed.connect(lambda reason, _: self._suspend_for(reason))
        card.left.connect(lambda: clear(self._asking))
        self._asking.addWidget(card)
        self._asking.addSpacing(14)
        card.reason.target().setFocus()

    def _suspend_for(self, reason: str) -> None:
        found = self._profile
        if found is None:
            return
        verb = partial(providers.suspend, provider_id=found.row.id, reason=reason)
        label = say("Suspend {name}", name=found.row.name)
        if self.context.operations.succeeded(verb, label):
            clear(self._asking)
            self._suspend.setFocus()

    def _remove_provider(self) -> None:
        found = self._profile
        if found is None:
            return
        verb = partial(providers.remove_provider, provider_id=found.row.id)
        label = say("Remove {name}", name=found.row.name)
        done = say("Removed “{name}” from the directory. Projects keep what they knew.", name=found.row.name)
        if self.context.operations.succeeded(verb, label, done=done):
            self.context.go("directory")


def _tab_words() -> tuple[tuple[str, str], ...]:
    return (
        (ABOUT, say("About")),
        (People.key, say("People and places")),
        (FREE, say("Free days")),
        (Skills.key, say("Skills")),
        (Checks.key, say("Checks")),
        (Work.key, say("Work done")),
        (Endorsements.key, say("Endorsements")),
        (Rates.key, say("Rates")),
        (NOTES, say("Notes and files")),
    )
