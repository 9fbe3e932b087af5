"""What a page of the brief says where nothing may be changed, and the way to where it is opened again."""

import uuid
from functools import partial

from app.words import say
from ui.context import Context
from ui.widgets.states import Banner


def locked_banner(context: Context, project_id: uuid.UUID, blocked: str) -> Banner:
    """`blocked` says why the whole project stands still; empty where the brief is agreed."""
    if blocked:
        return Banner(blocked, "info")
    told = say("This brief is agreed. To change it, open it again on “Check your answers”.")
    banner = Banner(told, "info", action=say("Check your answers"))
    banner.acted.connect(partial(context.go, f"project/{project_id}/brief/check"))
    return banner
