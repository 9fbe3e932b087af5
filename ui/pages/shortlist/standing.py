"""Where a project stands with its shortlist: what may be seen, what may be done, and why not."""

from dataclasses import dataclass

from app.queries.lens import Lens
from app.queries.quote_asking import Asking
from app.queries.shortlist_rows import ShortlistView
from app.words import say

CHOSEN = frozenset({"awarded", "running", "closing", "closed", "benefits_review"})
"""States of a project whose choice is made."""


@dataclass(frozen=True)
class Standing:
    """The project and its list as read, through a lens."""

    asking: Asking
    view: ShortlistView
    lens: Lens

    @property
    def broker(self) -> bool:
        """Whether the broker looks at it."""
        return self.lens is Lens.BROKER

    @property
    def ranked(self) -> bool:
        """Whether there is a list."""
        return self.view.ran_on is not None

    @property
    def unread(self) -> bool:
        """Whether the owner has yet to read how the broker is paid."""
        filed = self.view.disclosure
        return bool(self.asking.broker_name) and (filed is None or filed.acknowledged_on is None)

    @property
    def hidden(self) -> bool:
        """Whether names are kept from the owner until they have read how the broker is paid."""
        return self.asking.hidden

    @property
    def decided(self) -> bool:
        """Whether the choice is made."""
        return self.asking.project_state in CHOSEN

    @property
    def under_way(self) -> bool:
        """Whether a round of asking is under way."""
        return self.asking.project_state == "sourcing" and not self.asking.can_ask

    @property
    def between_rounds(self) -> bool:
        """Whether providers were asked before and may be asked again."""
        return self.asking.project_state == "sourcing" and self.asking.can_ask

    @property
    def locked(self) -> str:
        """Why nothing can be changed; empty where it can."""
        if not self.asking.blocked and self.decided:
            return say("The choice is made. This list is kept as it was.")
        return self.asking.blocked

    @property
    def why_not(self) -> str:
        """Why nobody can be asked as things stand; empty where they can."""
        if self.locked:
            return self.locked
        if not self.asking.can_ask:
            return say("Agree the brief first, then ask for quotes.")
        if self.unread:
            return say("The owner reads first how the broker is paid.")
        return "" if self.view.ticked else say("Tick at least one provider")

    @property
    def ready(self) -> bool:
        """Whether somebody can be asked now."""
        return self.ranked and not self.why_not
