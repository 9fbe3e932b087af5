"""What is wrong with a reply, in sentences that name the file and say what to do."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import NamedTuple

from app.analysis.money import Money
from app.analysis.reply_facts import Finding, Found, Label
from app.words import say
from app.words.formats import Formats

LONGEST = 120
"""Letters of a provider's text that are quoted in a sentence."""


def label_words(label: Label) -> tuple[str, str, str]:
    """A label in words, with its tone and icon."""
    return {
        Label.OK: (say("Came in time"), "info", "file-check"),
        Label.LATE: (say("Late"), "warn", "clock"),
        Label.DUPLICATE: (say("The same file again"), "neutral", "copy"),
        Label.REPLACED: (say("A later one replaces it"), "neutral", "file-text"),
        Label.OTHER_VERSION: (say("Answers another version"), "warn", "triangle-alert"),
        Label.OTHER_REQUEST: (say("Answers another request"), "warn", "triangle-alert"),
        Label.UNKNOWN: (say("Not known whose it is"), "warn", "circle-help"),
        Label.UNREADABLE: (say("Can’t be read"), "danger", "octagon-alert"),
    }[label]


def neutral_name(number: int, file: str, *, known: bool) -> str:
    """What a file is called while it is sealed: its own name may say what it offers.

    Of one that nobody knows whose it is, `file` is its name without figures.
    """
    if known:
        return say("Reply {number}", number=number)
    return file


def label_note(label: Label, file: str, provider: str, *, opened: bool) -> str:
    """What a label means for this file, and what to do; "" for a reply that is as it should be.

    `opened` says whether those that came in time are opened: from then on nobody gets more time.
    """
    if label is Label.LATE and opened:
        return say(
            "“{file}” came after the last day, and the others are opened. It may change a quote that is in, for a "
            "reason that is kept; a new quote stays out.",
            file=file,
        )
    tell: Mapping[Label, Callable[[], str]] = {
        Label.LATE: lambda: say(
            "“{file}” was put in after the last day. Say so if it came in time; else give everybody more time, or "
            "leave it out.",
            file=file,
        ),
        Label.DUPLICATE: lambda: say(
            "“{file}” is the same, byte for byte, as one that came before.", file=file
        ),
        Label.REPLACED: lambda: say(
            "{provider} handed in a later file in time. That one counts; “{file}” is kept.",
            provider=provider,
            file=file,
        ),
        Label.OTHER_VERSION: lambda: say(
            "“{file}” answers what was asked before it was corrected. Ask {provider} for a reply to the new form.",
            file=file,
            provider=provider,
        ),
        Label.OTHER_REQUEST: lambda: say(
            "“{file}” answers another request than the one under way, so it is not counted here.", file=file
        ),
        Label.UNKNOWN: lambda: say(
            "“{file}” carries no mark of a form of ours, or a changed one. Say whose it is, if you know.",
            file=file,
        ),
    }
    return tell[label]() if label in tell else ""


def trouble_words(trouble: str, file: str) -> str:
    """Why a file was not read, and what to do about it; "" where it was."""
    tell: Mapping[str, Callable[[], str]] = {
        "kind": lambda: say(
            "“{file}” is no PDF, no XLSX file and no saved mail. Record its quote by hand, with the file beside the "
            "form.",
            file=file,
        ),
        "nothing_attached": lambda: say(
            "“{file}” is a mail with nothing attached. Record its quote by hand, with the mail beside the form.",
            file=file,
        ),
        "empty": lambda: say("“{file}” is empty. Ask for it again.", file=file),
        "large": lambda: say("“{file}” is larger than a form can be, so it was not read.", file=file),
        "swollen": lambda: say(
            "“{file}” unpacks to far more than a form holds, so it was not read. Ask for it again, as a PDF.",
            file=file,
        ),
        "declared": lambda: say(
            "“{file}” holds declarations that no spreadsheet program writes, so it was not read. Ask for it again.",
            file=file,
        ),
        "protected": lambda: say("“{file}” is protected by a password. Ask for it without.", file=file),
        "no_form": lambda: say(
            "“{file}” holds no form of ours, or lost it: to a printer, a scanner or a drawing program. Ask for the "
            "spreadsheet, or record its quote by hand, with the file beside the form.",
            file=file,
        ),
        "slow": lambda: say(
            "“{file}” took longer than ten seconds to read, so reading it was stopped. Ask for it again.",
            file=file,
        ),
        "crashed": lambda: say(
            "“{file}” could not be read, and reading it ended the reader. Nothing else was touched. Ask for it "
            "again.",
            file=file,
        ),
    }
    if not trouble:
        return ""
    otherwise = say("“{file}” is damaged and can’t be read. Ask for it again.", file=file)
    return tell[trouble]() if trouble in tell else otherwise


def finding_words(
    finding: Finding, *, file: str, labels: Mapping[str, str], provider: str, formats: Formats
) -> str:
    """One finding as a sentence; `labels` gives the words of a field or printed text by its key."""
    field = _short(labels.get(finding.key, finding.key))
    told = _Told(file, field, _short(finding.said), _short(finding.other), provider, finding, formats)
    return _SENTENCES[finding.kind](told)


class _Told(NamedTuple):
    """A finding with all that its sentence names; texts of the provider are cut to what is quoted."""

    file: str
    field: str
    said: str
    other: str
    provider: str
    finding: Finding
    formats: Formats


_SENTENCES: Mapping[Found, Callable[[_Told], str]] = {
    Found.FORMULA: lambda told: say(
        "“{file}” has a formula in “{field}”, so its value was not taken. Ask {provider} for the figure and "
        "enter it by hand.",
        file=told.file, field=told.field, provider=told.provider,
    ),
    Found.DRAWN: lambda told: say(
        "“{file}” shows “{shown}” in “{field}” but stores “{stored}”. Ask {provider} which one holds.",
        file=told.file, field=told.field, shown=told.other, stored=told.said, provider=told.provider,
    ),
    Found.TWICE: lambda told: say(
        "“{file}” holds “{field}” more than once, with different values. Ask {provider} which one holds and "
        "enter it by hand.",
        file=told.file, field=told.field, provider=told.provider,
    ),
    Found.COVERED: lambda told: say(
        "In “{file}” something is drawn over “{field}”, or it is hidden; it stores “{stored}”. Look at the "
        "file and enter by hand what holds.",
        file=told.file, field=told.field, stored=told.said,
    ),
    Found.CHANGED: lambda told: _changed(told.file, told.said, told.other),
    Found.MISREAD: lambda told: say(
        "“{file}”: “{said}” in “{field}” could not be understood. Enter it by hand.",
        file=told.file, field=told.field, said=told.said,
    ),
    Found.AMBIGUOUS: lambda told: say(
        "“{file}”: “{said}” in “{field}” can be read in two ways. Ask {provider} and enter it by hand.",
        file=told.file, field=told.field, said=told.said, provider=told.provider,
    ),
    Found.NOT_OFFERED: lambda told: say(
        "“{file}”: “{said}” in “{field}” is none of the answers that were offered. Enter it by hand.",
        file=told.file, field=told.field, said=told.said,
    ),
    Found.NEGATIVE: lambda told: say(
        "“{file}”: “{said}” in “{field}” is less than nothing. Ask {provider} and enter it by hand.",
        file=told.file, field=told.field, said=told.said, provider=told.provider,
    ),
    Found.CURRENCY: lambda told: say(
        "“{file}” gives its prices in {other} and not in {currency}, so none was taken. Enter them at the "
        "rate of the day.",
        file=told.file, other=told.said, currency=told.other,
    ),
    Found.CHANGED_MONEY: lambda told: say(
        "“{file}” gives its prices in {other}. They were brought into {currency} at the reference rate of the "
        "last day, and what was told stays beside them.",
        file=told.file, other=told.said, currency=told.other,
    ),
    Found.SUM_LINES: lambda told: say(
        "“{file}” says {stated} in all; its lines add up to {sum}. Use the sum, or keep both and say why.",
        file=told.file, stated=_money(told.finding.said, told.formats), sum=_money(told.finding.other, told.formats),
    ),
    Found.SUM_STAGES: lambda told: say(
        "“{file}” says {stated} in all; its stages add up to {sum}. Ask {provider} which one holds.",
        file=told.file, stated=_money(told.finding.said, told.formats), sum=_money(told.finding.other, told.formats),
        provider=told.provider,
    ),
    Found.SUM_TAX: lambda told: say(
        "“{file}” says {stated} with tax; its price and tax rates come to {sum}. Ask {provider} which one holds.",
        file=told.file, stated=_money(told.finding.said, told.formats), sum=_money(told.finding.other, told.formats),
        provider=told.provider,
    ),
    Found.ACTIVE: lambda told: _active(told.file, told.finding.said),
    Found.REFUSED: lambda told: _refused(told.file, told.finding.other),
}  # fmt: skip


def _changed(file: str, now: str, sent: str) -> str:
    if not now:
        return say(
            "“{file}” no longer says “{sent}”, as it was asked. Read what it says before you count on the answers.",
            file=file,
            sent=sent,
        )
    return say(
        "“{file}” says “{now}” where it was asked “{sent}”. Read it before you count on the answers.",
        file=file,
        now=now,
        sent=sent,
    )


def _active(file: str, what: str) -> str:
    tell: Mapping[str, Callable[[], str]] = {
        "script": lambda: say(
            "“{file}” holds a script. Only its values were read; do not open it.", file=file
        ),
        "launch": lambda: say(
            "“{file}” would start another program or file. Only its values were read; do not open it.",
            file=file,
        ),
        "files": lambda: say(
            "“{file}” has other files inside it. Only its values were read; do not open them.", file=file
        ),
        "xfa": lambda: say(
            "“{file}” holds a second form inside the first (XFA). Only the first was read; do not open it.",
            file=file,
        ),
        "submit": lambda: say(
            "“{file}” would send what is typed in it somewhere. Only its values were read; do not open it.",
            file=file,
        ),
        "on_open": lambda: say(
            "“{file}” would do something as soon as it is opened. Only its values were read; do not open it.",
            file=file,
        ),
        "media": lambda: say("“{file}” holds sound or film. Only its values were read.", file=file),
        "macros": lambda: say("“{file}” holds macros. Only its values were read; do not open it.", file=file),
    }
    otherwise = say("“{file}” would do something by itself. Only its values were read.", file=file)
    return tell[what]() if what in tell else otherwise


def _refused(file: str, why: str) -> str:
    if why == "sum":
        return say(
            "Nothing of “{file}” was taken: its price and lines differ, and the quote is in already. Enter what "
            "changed by hand.",
            file=file,
        )
    if why == "declined":
        return say(
            "“{file}” says that there will be no quote, but one is being recorded. Ask, and leave it out if so.",
            file=file,
        )
    return say("Nothing of “{file}” was taken, because this quote can’t be changed any more.", file=file)


def _money(kept: str, formats: Formats) -> str:
    minor, _, currency = kept.partition(" ")
    return formats.money(Money(int(Decimal(minor)), currency))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else say("{start}…", start=flat[: LONGEST - 1].rstrip())
