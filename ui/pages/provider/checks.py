"""The Checks tab: what was checked, how far, until when it holds, and what can happen to it next."""

import uuid
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from app.queries.provider_rows import CheckRow, ProviderProfile
from app.services import credentials
from app.services.credentials import Checked, Dates
from app.words import say, say_count, say_known
from ui import entry_choices as choices
from ui.entry_form import Entry, EntryForm
from ui.pages.provider.kept_files import KeptFiles, pick_file
from ui.pages.provider.section import Act, Section, Shown
from ui.widgets.fields import Choice, DateField, TextField
from ui.widgets.growing_text import GrowingText
from ui.widgets.states import Banner

PERIOD_END = "period_end"
LEVELS = {"checked": 2, "witnessed": 3}


class Checks(Section):
    """What was checked, by whom, how far, with what result, and until when it holds."""

    key = "checks"

    def title(self) -> str:
        return say("Checks")

    def add_words(self) -> str:
        return say("Record a check")

    def empty_words(self) -> str:
        return say("Nothing has been checked yet.")

    def note(self) -> str:
        return say(
            "Only what it is and how far it was checked are needed. Without a last day, the rule of its type "
            "says when it ends."
        )

    def above(self, profile: ProviderProfile) -> QWidget | None:
        if profile.row.renew:
            return Banner(profile.row.renew, "warn")
        if profile.missing_checks:
            missing = "; ".join(profile.missing_checks)
            words = say_count(
                "Missing from the core set: {missing}", "Missing from the core set: {missing}",
                len(profile.missing_checks), missing=missing,
            )  # fmt: skip
            return Banner(words, "info")
        return None

    # Its lines ------------------------------------------------------------------------------------

    def lines(self, profile: ProviderProfile) -> Sequence[Shown]:
        return [
            Shown(
                one, _name(one), self._under(one), (one.state_words, one.tone), acts=self._acts(one),
                warning=one.why, more=" · ".join(one.steps),
            )
            for one in profile.checks
        ]  # fmt: skip

    def _under(self, one: CheckRow) -> str:
        day = self.context.formats.day
        said = [say("Level {level}: {words}", level=one.level, words=one.level_words)]
        if one.issuer:
            said.append(say("from {issuer}", issuer=one.issuer))
        if one.number:
            said.append(say("number {number}", number=one.number))
        said.append(say("ends {day}", day=one.expires) if one.expires_on else say("no end"))
        if one.printed_end is not None and one.printed_end != one.expires_on:
            said.append(say("printed end {day}", day=day(one.printed_end)))
        if one.watched_on is not None:
            said.append(say("certifier came {day}", day=day(one.watched_on)))
        if one.checked_by and one.checked_on:
            said.append(say("checked by {person} on {day}", person=one.checked_by, day=day(one.checked_on)))
        if one.checked_where:
            said.append(say("looked at {place}", place=one.checked_where))
        said += [each for each in (one.evidence, one.file_name) if each]
        return " · ".join(said)

    def _acts(self, one: CheckRow) -> tuple[Act, ...]:
        name = _name(one)
        found = []
        if one.offered:
            found.append(
                Act(
                    "list-checks",
                    say("Record what happened: {name}", name=name),
                    partial(self.open_step, one),
                )
            )
        if not one.sha256:
            words = say("Attach what shows it: {name}", name=name)
            return (*found, Act("paperclip", words, partial(self._pick, one)))
        kept = KeptFiles(self.context, self)
        opens = partial(kept.open, one.file_name, one.sha256)
        return (
            *found,
            Act("external-link", say("Open “{file}”", file=one.file_name), opens),
            Act("x", say("Take “{file}” off", file=one.file_name), partial(self._detach, one)),
        )

    def _pick(self, one: CheckRow) -> None:
        path = pick_file(self)
        if path is not None:
            self.attach(one, path)

    def attach(self, one: CheckRow, path: Path) -> None:
        """Keep the file at `path` as what shows the credential."""
        kept = self.context.keep_file(path)
        if kept is not None:
            label = say("Attach “{file}”", file=path.name)
            self.run(credentials.set_evidence, label, credential_id=one.id, **kept)

    def _detach(self, one: CheckRow) -> None:
        self.run(credentials.set_evidence, say("Take “{file}” off", file=one.file_name), credential_id=one.id)

    # The form of one ------------------------------------------------------------------------------

    def entries(self, chosen: CheckRow | None) -> tuple[Entry, ...]:
        knowledge, formats, today = self.context.knowledge, self.context.formats, self.context.today
        what = Choice(choices.credentials(knowledge), blank=say("Choose what was checked"))
        kind = Choice(
            choices.credential_kinds(knowledge, chosen.credential if chosen else ""),
            blank=say("The usual one"),
        )
        whose = [(str(one.id), one.name) for one in self.profile.people] if self.profile else []
        person = Choice(whose, blank=say("The firm"))
        level = Choice(choices.check_levels(knowledge))
        issuer, number, where = TextField(), TextField(), TextField()
        evidence = GrowingText(lines=2)
        issued, expires, watched, checked = (DateField(today, formats) for _ in range(4))
        by = TextField(self.context.person)
        known = knowledge.credentials.credentials.get(chosen.credential) if chosen else None
        if chosen is not None:
            what.set_options(((chosen.credential, chosen.name),))
            what.set_value(chosen.credential)
            kind.set_value(f"{chosen.credential}/{chosen.kind}" if chosen.kind else "")
            person.set_value(str(chosen.person_id) if chosen.person_id else "")
            level.set_value(str(chosen.level))
            issuer.set_value(chosen.issuer)
            number.set_value(chosen.number)
            evidence.set_value(chosen.evidence)
            issued.set_value(chosen.issued_on)
            expires.set_value(chosen.printed_end)
            watched.set_value(chosen.watched_on)
            by.set_value(chosen.checked_by)
            checked.set_value(chosen.checked_on)
            where.set_value(chosen.checked_where)
        about = (
            [say_known(each) for each in (known.evidence, known.verify, known.expiry_rule)] if known else []
        )
        help_evidence, help_check, help_end = about or (
            say("What was seen, in words"),
            say("A register, a call, a mail"),
            say("Empty where nothing is printed on it"),
        )
        ended = known is not None and known.runs_from == PERIOD_END
        return (
            Entry("credential", say("What"), what, needed=say("Choose what was checked"), whole=True),
            Entry("kind", say("Which one"), kind, help=say("Only where its type is several things")),
            Entry("person_id", say("Whose"), person, help=say("A person’s certificate names the person")),
            Entry("level", say("How far it was checked"), level, needed=say("Choose how far it was checked")),
            Entry("number", say("Number"), number),
            Entry("issuer", say("Issued by"), issuer),
            Entry("issued_on", say("End of the period it tells of") if ended else say("Issued on"), issued),
            Entry("expires_on", say("Ends on"), expires, help=help_end),
            Entry("watched_on", say("The certifier came last on"), watched, help=say("For ISO certificates")),
            Entry("checked_on", say("Checked on"), checked),
            Entry("checked_by", say("Checked by"), by),
            Entry("checked_where", say("Looked at"), where, help=help_check),
            Entry("evidence", say("What was seen"), evidence, help=help_evidence, whole=True),
        )

    def keep(self, values: dict[str, Any], chosen: CheckRow | None) -> bool:
        credential, _, kind = values["kind"].partition("/")
        values = {
            **values,
            "level": int(values["level"]),
            "kind": kind if credential == values["credential"] else "",
            "person_id": uuid.UUID(values["person_id"]) if values["person_id"] else None,
            "credential_id": chosen.id if chosen is not None else None,
        }
        return self.run(
            credentials.set_credential, say("Record a check"), provider_id=self.provider,
            on=self.context.today(), by=self.context.person, **values,
        )  # fmt: skip

    def remove(self, chosen: CheckRow) -> Callable[..., object]:
        return partial(credentials.remove_credential, credential_id=chosen.id)

    # What happened to it --------------------------------------------------------------------------

    def open_step(self, one: CheckRow) -> None:
        """Write down what happened to a credential, or what came of its check."""
        self.close_form()
        known = self.context.knowledge.credentials.credentials.get(one.credential)
        form = EntryForm(
            self.context,
            f"provider/{self.provider}/{self.key}/{one.id}/step",
            say("What happened to “{name}”?", name=_name(one)),
            self._step_entries(one),
            say("Keep this step"),
            note=say("How it is checked: {words}", words=say_known(known.verify)) if known else "",
        )
        self.show_form(form, lambda values: self._keep_step(one, values))

    def _step_entries(self, one: CheckRow) -> tuple[Entry, ...]:
        formats, today = self.context.formats, self.context.today
        words = _step_words()
        happened = Choice(tuple((key, words[key]) for key in one.offered), blank=say("Choose what happened"))
        on, ends = DateField(today, formats), DateField(today, formats)
        on.set_value(today())
        by, where = TextField(self.context.person), TextField()
        by.set_value(self.context.person)
        return (
            Entry("step", say("What"), happened, needed=say("Choose what happened"), whole=True),
            Entry("on", say("When"), on, needed=say("Enter the day")),
            Entry("by", say("Who"), by, needed=say("Enter who did it")),
            Entry("ends", say("Ends on"), ends, help=say("The last day of a new paper")),
            Entry("where", say("Looked at"), where, help=say("A register, a call, a mail")),
            Entry(
                "words", say("In words"), GrowingText(lines=2), whole=True,
                help=say("What was seen, why it is refused or withdrawn, or what is done about it"),
            ),
        )  # fmt: skip

    def _keep_step(self, one: CheckRow, values: dict[str, Any]) -> None:
        form = self.form
        words = _step_words()
        label = say("{step}: {name}", step=words[values["step"]], name=_name(one))
        if self.run(_verb(one, values), label) and form is not None:
            form.applied()
            self.close_form()


def _verb(one: CheckRow, values: dict[str, Any]) -> Callable[..., object]:
    """The verb that a step stands for, with what the form says."""
    step, on, by, words = values["step"], values["on"], values["by"], values["words"]
    key: dict[str, Any] = {"credential_id": one.id}
    told: dict[str, Any] = {**key, "on": on, "by": by}
    dates = Dates(expires_on=values["ends"])
    checked = Checked(on, by, LEVELS.get(step, max(2, one.level)), values["where"])
    verbs: dict[str, Callable[..., object]] = {
        "seen": partial(credentials.see, evidence=words, dates=_kept_end(one, dates), **told),
        "checked": partial(credentials.check, checked=checked, **key),
        "witnessed": partial(credentials.check, checked=checked, **key),
        "again": partial(credentials.check, checked=checked, **key),
        "renewed": partial(credentials.renew, dates=_renewed(one, dates, on), checked=checked, **key),
        "refused": partial(credentials.refuse, reason=words, **told),
        "withdrawn": partial(credentials.withdraw, reason=words, false_evidence=False, **told),
        "false": partial(credentials.withdraw, reason=words, false_evidence=True, **told),
        **{
            result: partial(credentials.decide, outcome=result, mitigation=words, **told)
            for result in ("pass", "needs_person", "fail")
        },
    }
    return verbs[step]


def _kept_end(one: CheckRow, dates: Dates) -> Dates:
    """A claim keeps the end that was told; a new paper has its own."""
    return dates if dates.expires_on or one.level else Dates(expires_on=one.printed_end)


def _renewed(one: CheckRow, dates: Dates, on: date) -> Dates:
    """Without a printed end a renewal runs from the day it was recorded."""
    return dates if dates.expires_on else Dates(issued_on=on)


def _name(one: CheckRow) -> str:
    name = (
        say("{credential}: {kind}", credential=one.name, kind=one.kind_words) if one.kind_words else one.name
    )
    return say("{credential} · {person}", credential=name, person=one.person) if one.person else name


def _step_words() -> dict[str, str]:
    return {
        "seen": say("The document was seen"),
        "checked": say("Checked with whoever issued it, or in a register"),
        "witnessed": say("Checked and witnessed: a test, a call, a visit"),
        "again": say("Checked again, it still holds"),
        "renewed": say("Renewed, and the renewal was checked"),
        "refused": say("Refused: it does not match"),
        "withdrawn": say("Whoever issued it withdrew it"),
        "false": say("It was false: this suspends the provider"),
        "pass": say("Result: it is in order"),
        "needs_person": say("Result: a person has to decide"),
        "fail": say("Result: it fails, and this is done about it"),
    }
