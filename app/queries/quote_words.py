"""Where a quote and a round of quotes stand, in words."""

from app.words import say


def state_words(state: str) -> tuple[str, str, str]:
    """A quote's state in words, its tone and its icon."""
    return {
        "invited": (say("Asked"), "info", "circle-dot"),
        "draft": (say("Being recorded"), "info", "pencil"),
        "declined": (say("Declined"), "neutral", "circle-x"),
        "lapsed": (say("No answer in time"), "neutral", "circle-x"),
        "submitted": (say("In"), "info", "file-check"),
        "clarifying": (say("Question open"), "warn", "message-square"),
        "scored": (say("Compared"), "info", "scale"),
        "negotiating": (say("Being talked over"), "info", "message-square"),
        "accepted": (say("Chosen"), "success", "circle-check"),
        "not_selected": (say("Not chosen"), "neutral", "circle"),
        "expired": (say("Price ran out"), "warn", "triangle-alert"),
        "withdrawn": (say("Taken back"), "neutral", "circle-x"),
        "disqualified": (say("Ruled out"), "danger", "octagon-alert"),
    }[state]


def request_words(state: str) -> str:
    """Where a round stands."""
    return {
        "draft": say("Being prepared"),
        "approved": say("Approved, not sent yet"),
        "issued": say("Waiting for quotes"),
        "extended": say("Waiting for quotes, more time given"),
        "closed": say("Closed"),
        "evaluated": say("Compared"),
        "decided": say("Decided"),
    }[state]
