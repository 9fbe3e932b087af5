"""What shows that a provider can do it: finished jobs with their evidence, and clients who were called."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from app.analysis.references import LEAST, MOST, QUESTIONS
from app.queries.provider_rows import JobRow, ProviderProfile, ReferenceRow
from app.services import provider_work
from app.words import say
from ui import entry_choices as choices
from ui.entry_form import Entry, EntryForm
from ui.pages.provider.kept_files import KeptFiles, pick_file
from ui.pages.provider.section import Act, Section, Shown
from ui.widgets.choices import Option, RadioList
from ui.widgets.fields import Choice, DateField, MoneyEdit, NumberEdit, TextField, Tick
from ui.widgets.growing_text import GrowingText

WORK = "work"


class Work(Section):
    """Finished jobs; only those that somebody checked count as proof."""

    key = WORK

    def title(self) -> str:
        return say("Work done")

    def add_words(self) -> str:
        return say("Add a job")

    def empty_words(self) -> str:
        return say("No finished jobs yet: unrated, which is neither good nor bad.")

    def note(self) -> str:
        return say("Only for whom it was done is needed.")

    def lines(self, profile: ProviderProfile) -> Sequence[Shown]:
        return [
            Shown(
                one, one.client or one.kind or say("A job"),
                " · ".join(filter(None, (one.kind if one.client else "", one.sector, one.closed, one.file_name))),
                (say("Checked"), "success") if one.checked else (say("Not checked"), "neutral"),
                _score(one.scorecard), acts=self._acts(one),
            )
            for one in profile.jobs
        ]  # fmt: skip

    def _acts(self, one: JobRow) -> tuple[Act, ...]:
        name = one.client or one.kind or say("A job")
        if not one.sha256:
            return (
                Act("paperclip", say("Attach what shows it: {name}", name=name), partial(self._pick, one)),
            )
        kept = KeptFiles(self.context, self)
        return (
            Act(
                "external-link",
                say("Open “{file}”", file=one.file_name),
                partial(kept.open, one.file_name, one.sha256),
            ),
            Act("x", say("Take “{file}” off", file=one.file_name), partial(self._detach, one)),
        )

    def _pick(self, one: JobRow) -> None:
        path = pick_file(self)
        if path is not None:
            self.attach(one, path)

    def attach(self, one: JobRow, path: Path) -> None:
        """Keep the file at `path` as what shows the job."""
        kept = self.context.keep_file(path)
        if kept is not None:
            self.run(
                provider_work.set_evidence, say("Attach “{file}”", file=path.name), job_id=one.id, **kept
            )

    def _detach(self, one: JobRow) -> None:
        self.run(provider_work.set_evidence, say("Take “{file}” off", file=one.file_name), job_id=one.id)

    def entries(self, chosen: JobRow | None) -> tuple[Entry, ...]:
        knowledge, formats = self.context.knowledge, self.context.formats
        client, kind = TextField(), Choice(choices.kinds(knowledge), blank=say("Not said"))
        trades = tuple((one.key, one.words) for one in choices.sectors(knowledge))
        sector = Choice(trades, blank=say("Not said"))
        closed = DateField(self.context.today, formats)
        currency = chosen.value.currency if chosen is not None and chosen.value else formats.currency
        value = MoneyEdit(currency, formats)
        score = NumberEdit(formats, least=Decimal(0), most=Decimal(100), unit=say("of 100"))
        checked = Tick(say("I asked the client, and it is true"))
        if chosen is not None:
            client.set_value(chosen.client)
            kind.set_value(chosen.template)
            sector.set_value(chosen.sector_id)
            closed.set_value(chosen.closed_on)
            value.set_value(chosen.value)
            score.set_value(chosen.scorecard)
            checked.set_value(chosen.checked)
        needed = say("Enter for whom it was done") if chosen is None or chosen.client else ""
        return (
            Entry("client", say("For whom"), client, needed=needed),
            Entry("template", say("Kind of project"), kind),
            Entry("sector", say("Trade"), sector),
            Entry("closed_on", say("Finished on"), closed),
            Entry("value", say("Value, excl. tax"), value),
            Entry("scorecard", say("Scorecard"), score),
            Entry("checked", say("Proof"), checked, whole=True),
        )

    def keep(self, values: dict[str, Any], chosen: JobRow | None) -> bool:
        label = say("Add a job") if chosen is None else say("Change a job")
        job = chosen.id if chosen is not None else None
        return self.run(provider_work.set_job, label, provider_id=self.provider, job_id=job, **values)

    def remove(self, chosen: JobRow) -> Callable[..., object]:
        return partial(provider_work.remove_job, job_id=chosen.id)


class References(Section):
    """Clients who can be asked, and what they said. Whom to call and other words are the broker's own."""

    key = "references"
    tab = WORK

    def title(self) -> str:
        return say("References")

    def add_words(self) -> str:
        return say("Add a reference")

    def empty_words(self) -> str:
        return say("Nobody can be asked yet. Ask for three clients with work like this one.")

    def note(self) -> str:
        return say("Only the client is needed. Contact and telephone never leave this workspace.")

    def lines(self, profile: ProviderProfile) -> Sequence[Shown]:
        return [
            Shown(
                one, one.client, " · ".join(filter(None, (one.work, one.finished, one.call))), _again(one),
                one.score_words,
                " · ".join(filter(None, (one.contact, one.phone, one.notes))),
                self._acts(one),
            )
            for one in profile.references
        ]  # fmt: skip

    def _acts(self, one: ReferenceRow) -> tuple[Act, ...]:
        name = say("Write down a call with {client}", client=one.client)
        return (Act("phone", name, partial(self.open_call, one)),)

    def entries(self, chosen: ReferenceRow | None) -> tuple[Entry, ...]:
        client, work, contact, phone = (TextField() for _ in range(4))
        finished = DateField(self.context.today, self.context.formats)
        if chosen is not None:
            client.set_value(chosen.client)
            work.set_value(chosen.work)
            contact.set_value(chosen.contact)
            phone.set_value(chosen.phone)
            finished.set_value(chosen.finished_on)
        return (
            Entry("client", say("Client"), client, needed=say("Enter for whom the work was done")),
            Entry("work", say("What was done"), work),
            Entry("contact", say("Contact"), contact, help=say("Private: only you see this")),
            Entry("phone", say("Telephone"), phone, help=say("Private: only you see this")),
            Entry("finished_on", say("Finished on"), finished),
        )

    def keep(self, values: dict[str, Any], chosen: ReferenceRow | None) -> bool:
        return self.run(
            provider_work.set_reference, say("Name a reference"), provider_id=self.provider,
            reference_id=chosen.id if chosen is not None else None, **values,
        )  # fmt: skip

    def remove(self, chosen: ReferenceRow) -> Callable[..., object]:
        return partial(provider_work.remove_reference, reference_id=chosen.id)

    # The call -------------------------------------------------------------------------------------

    def open_call(self, one: ReferenceRow) -> None:
        """Write down what this client said."""
        self.close_form()
        title = say("What did {client} say?", client=one.client)
        draft = f"provider/{self.provider}/{self.key}/{one.id}/call"
        form = EntryForm(
            self.context,
            draft,
            title,
            self._asked(one),
            say("Keep the call"),
            note=say("Leave out what was not asked. The score needs all five answers."),
        )
        self.show_form(form, lambda values: self._keep_call(one, values))

    def _asked(self, one: ReferenceRow) -> tuple[Entry, ...]:
        formats, today = self.context.formats, self.context.today
        by, on = TextField(one.called_by or self.context.person), DateField(today, formats)
        by.set_value(one.called_by or self.context.person)
        on.set_value(one.called_on or today())
        fields = {question: Choice(_marks(), blank=say("Not asked")) for question in QUESTIONS}
        for question, field in fields.items():
            field.set_value(str(one.answers.get(question, "")))
        again = RadioList(_again_options(), across=True)
        again.set_value({None: "unasked", True: "yes", False: "no"}[one.would_again])
        notes = GrowingText(lines=3)
        notes.set_value(one.notes)
        words = _question_words()
        return (
            Entry("called_by", say("Who called"), by, needed=say("Enter who called")),
            Entry("called_on", say("When"), on, needed=say("Enter the day of the call")),
            *(Entry(question, words[question], field) for question, field in fields.items()),
            Entry("would_again", say("Would they order again?"), again, whole=True),
            Entry(
                "notes", say("What else they said"), notes, help=say("Private: only you see this"), whole=True
            ),
        )

    def _keep_call(self, one: ReferenceRow, values: dict[str, Any]) -> None:
        form = self.form
        kept = self.run(
            provider_work.log_call,
            say("Call {client}", client=one.client),
            reference_id=one.id,
            called_by=values["called_by"],
            called_on=values["called_on"],
            answers={question: int(values[question]) for question in QUESTIONS if values[question]},
            would_again={"yes": True, "no": False}.get(values["would_again"]),
            notes=values["notes"],
        )
        if kept and form is not None:
            form.applied()
            self.close_form()


def _again(one: ReferenceRow) -> tuple[str, str]:
    if one.called_on is None:
        return say("Not called yet"), "neutral"
    words = {
        None: (say("Called"), "info"),
        True: (say("Would order again"), "success"),
        False: (say("Would not order again"), "danger"),
    }
    return words[one.would_again]


def _again_options() -> tuple[Option, ...]:
    return (Option("yes", say("Yes")), Option("no", say("No")), Option("unasked", say("Not asked")))


def _marks() -> tuple[tuple[str, str], ...]:
    ends = {LEAST: say("1, badly"), MOST: say("5, very well")}
    return tuple((str(mark), ends.get(mark, str(mark))) for mark in range(LEAST, MOST + 1))


def _question_words() -> dict[str, str]:
    return {
        "cost": say("Was the cost kept?"),
        "date": say("Was the date kept?"),
        "people": say("Did the people who were promised do the work?"),
        "honesty": say("When something went wrong, did they say so?"),
        "again": say("How gladly would they place the same order?"),
    }


def _score(scorecard: Decimal | None) -> str:
    return say("{score} of 100", score=f"{scorecard:f}") if scorecard is not None else ""
