"""The foot of the import: what its button would write, or why it cannot be pressed yet."""

from collections.abc import Callable, Mapping

from app.words import say, say_count
from app.workflows.import_rows import Decision, ImportPreview
from ui.widgets.navigation import StepFooter


def show_foot(
    foot: StepFooter,
    preview: ImportPreview | None,
    decisions: Mapping[int, Decision],
    *,
    begun: bool,
    number: Callable[[int], str],
) -> None:
    """Say on `foot` how many rows would be written; `begun` once a file was chosen, `number` writes one out."""
    foot.primary.set_words(say("Import"))
    if preview is None:
        foot.set_reason(say("Not read yet") if begun else say("Choose a list first"))
        return
    count = sum(decisions.get(each.line, each.decision) != "skip" for each in preview.rows)
    if not count:
        foot.set_reason(say("No row of this list changes anything"))
        return
    foot.primary.set_words(
        say_count("Import {number} row", "Import {number} rows", count, number=number(count))
    )
    foot.set_reason("")
    undecided = sum(each.line not in decisions for each in preview.of("look_alike"))
    foot.set_note(
        say_count(
            "{count} row looks like one you have and is left out",
            "{count} rows look like ones you have and are left out",
            undecided,
        )
        if undecided
        else say("A backup is made first")
    )
