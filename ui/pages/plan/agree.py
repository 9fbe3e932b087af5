"""The last part: what is still to settle; then the text, the provider's word and the owner's name."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.queries.engagements import PlanPage
from app.queries.lens import Lens
from app.queries.plan_changes import Versions, plan_versions
from app.services import engagements
from app.words import say
from ui.drafts import DraftKeeper
from ui.pages.plan.acts import Acts, PartView
from ui.pages.plan.findings import FindingsCard
from ui.pages.plan.live import pair
from ui.pages.plan.versions import VersionsCard
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card
from ui.widgets.fields import TextField
from ui.widgets.file_drop import FileDrop
from ui.widgets.form_row import FormRow
from ui.widgets.layouts import STRETCH, FlowLayout, clear, column, framed, row
from ui.widgets.text import Heading, Icon, Label, Prose

TOP = Qt.AlignmentFlag.AlignTop
DONE, NOW, LATER = "done", "now", "later"
STEP_ICONS = {
    DONE: ("circle-check", "success"),
    NOW: ("circle-dot", "accent"),
    LATER: ("circle-dashed", "text3"),
}


class AgreeView(PartView):
    """The last part of the plan: three steps, of which one is open at a time."""

    followed = Signal(object)
    """A finding to go to."""

    def __init__(self, acts: Acts) -> None:
        super().__init__(acts)
        self._findings = FindingsCard()
        self._findings.followed.connect(self.followed)
        self._steps = column(gap=12)
        self._shown: tuple[object, ...] = ()
        self._drafts: DraftKeeper | None = None
        self._first: QWidget | None = None
        self._versions = VersionsCard(self._read_versions)
        self.setLayout(column(self._findings, framed(self._steps), 14, self._versions, STRETCH))

    def show_plan(self, plan: PlanPage, blocked: str) -> None:
        self._findings.show_findings(plan.findings if plan.can_edit else ())
        self._findings.setContentsMargins(0, 0, 0, 14 if plan.findings and plan.can_edit else 0)
        self._versions.refresh()
        shown = (plan.state, plan.agreement, plan.can_agree, plan.can_sign, blocked, self.acts.context.lens)
        if shown == self._shown:
            return
        self.flush()
        self._shown, self._drafts, self._first = shown, None, None
        clear(self._steps)
        self._text_step(plan, blocked)
        self._provider_step(plan, blocked)
        self._owner_step(plan, blocked)

    def first(self) -> QWidget | None:
        return self._first

    def flush(self) -> None:
        if self._drafts is not None:
            self._drafts.flush()

    def _read_versions(self, before: str, after: str) -> Versions | None:
        context = self.acts.context
        told = partial(plan_versions, project_id=self.acts.project, formats=context.formats)
        return context.operations.read(partial(told, before=before, after=after))

    # The steps ------------------------------------------------------------------------------------

    def _text_step(self, plan: PlanPage, blocked: str) -> None:
        drafting = plan.state == "drafting"
        title = say("Both sides agree to the text")
        if not drafting:
            open_again = LinkButton(say("Open the text again"))
            open_again.clicked.connect(self._reopen)
            offered = open_again if plan.can_record_provider else None
            said = say("The text stands. Opening it again takes back what the provider agreed to.")
            self._add(title, DONE, Label(said, "dense", "text2", wrap=True) if offered else None, offered)
            return
        words = Prose(
            say(
                "After this the plan only waits for names. Nothing is signed, nothing is paid, and the text "
                "can be opened again until you have both agreed."
            ),
            "dense",
        )
        agree = Button(say("Agree to the text"), "primary")
        agree.setEnabled(plan.can_agree and not blocked)
        agree.clicked.connect(self._agree)
        reason = blocked or ("" if plan.can_agree else say("Settle what stands above first."))
        agree.setAccessibleDescription(reason)
        why = Label(reason, "dense", "warn_text", wrap=True)
        self._first = agree if plan.can_agree else None
        self._add(title, NOW, words, 12, row(agree, (why, 1), gap=12))

    def _provider_step(self, plan: PlanPage, blocked: str) -> None:
        title = say("{provider} agrees", provider=plan.provider)
        if plan.agreement.provider:
            self._add(title, DONE, Label(plan.agreement.provider, "dense", "text2", wrap=True))
            return
        if plan.state != "ready_to_sign":
            self._add(title, LATER, Label(say("After the text is agreed"), "dense", "text3", wrap=True))
            return
        who = FormRow(say("Who agreed for them?"), TextField(longest=120), role="medium")
        source = FormRow(
            say("Which file or message does it stand in?"), TextField(longest=200), role="medium",
            help=say("Like “a mail of 12 March” or “plan-signed.pdf”"),
        )  # fmt: skip
        file = FormRow(
            say("The file that came back"), FileDrop(several=False, words=say("or drop it here")), role="medium",
            optional=True, help=say("It is kept with its fingerprint, so that nobody can change it unseen"),
        )  # fmt: skip
        note = Label(
            say("Recorded by {person} today. The program asks nobody by itself.", person=self._me()),
            "dense", "text3", wrap=True,
        )  # fmt: skip
        record = Button(say("Record that they agree"), "primary")
        record.clicked.connect(lambda: self._record(who, source, file))
        self._first = who.field.target()
        self._keep("provider", {"agreed_by": who, "source": source})
        record.setEnabled(not blocked)
        paper = LinkButton(say("Make the statement of work"))
        paper.clicked.connect(lambda: self.acts.go("documents/SOW"))
        self._add(
            title,
            NOW,
            row(paper, STRETCH),
            10,
            pair(who, source),
            12,
            file,
            12,
            row(record, (note, 1), gap=12),
        )

    def _owner_step(self, plan: PlanPage, blocked: str) -> None:
        owner = plan.agreement.owner_name
        title = say("{owner} agrees", owner=owner) if owner else say("You agree")
        if plan.agreement.owner:
            self._signed(title, plan)
            return
        if not plan.agreement.provider:
            self._add(title, LATER, Label(say("After the provider has agreed"), "dense", "text3", wrap=True))
            return
        broker = self.acts.context.lens is Lens.BROKER
        name = FormRow(
            say("Full name of {owner}", owner=owner) if owner else say("Your full name"), TextField(chars=30),
            help=say("{owner} types this, not you: the plan is theirs to agree to.", owner=owner)
            if broker and owner
            else say("A typed name is a record of agreement, not a signature."),
            role="medium",
        )  # fmt: skip
        happens = (
            ("circle-check", "success", say("Stages, tests and payments are fixed as they stand here.")),
            ("circle-check", "success", say("Work can start, and each stage is checked before it is paid.")),
            ("circle-x", "text3", say("Nothing is paid, and the program sends nothing to anybody.")),
            ("lock", "text3", say("It cannot be undone: from here on the plan changes by a change order.")),
        )
        lines = [
            row((Icon(icon, tone), TOP), (Label(words, "dense", "text2", wrap=True), 1), gap=9)
            for icon, tone, words in happens
        ]
        sign = Button(say("Agree to this plan"), "primary")
        sign.clicked.connect(lambda: self._sign(name))
        sign.setEnabled(plan.can_sign and not blocked)
        self._first = name.field.target()
        self._keep("owner", {"name": name})
        self._add(title, NOW, column(*lines, gap=6), 14, name, 12, row(sign, STRETCH))

    def _signed(self, title: str, plan: PlanPage) -> None:
        version = say("Plan version {number}, agreed by both sides.", number=plan.agreement.version)
        go = Button(say("Open progress"), "primary")
        go.clicked.connect(lambda: self.acts.go("progress"))
        papers = Button(say("Make the engagement summary"), "quiet")
        papers.clicked.connect(lambda: self.acts.go("documents/ENG"))
        work = Button(say("Make the statement of work"), "quiet")
        work.clicked.connect(lambda: self.acts.go("documents/SOW"))
        words = column(
            Label(plan.agreement.owner, "dense", "text2", wrap=True),
            Label(version, "dense_medium", wrap=True),
            gap=3,
        )
        self._first = go
        buttons = FlowLayout(gap=8)
        for each in (go, papers, work):
            buttons.addWidget(each)
        self._add(title, DONE, words, 12, framed(buttons))

    def _add(self, title: str, status: str, *parts: object) -> None:
        icon, tone = STEP_ICONS[status]
        head = Heading(title, "sub15", "text3" if status == LATER else "text")
        said = {DONE: say("done"), NOW: say("now"), LATER: say("later")}[status]
        head.setAccessibleName(say("{step}, {status}", step=title, status=said))
        inside = column(head, 6, *parts)  # type: ignore[arg-type]
        card = Card(row((Icon(icon, tone, 20), TOP), (framed(inside), 1), gap=12), padding=18)
        self._steps.addWidget(card)

    def _keep(self, step: str, rows: dict[str, FormRow]) -> None:
        self._drafts = DraftKeeper(self.acts.context.drafts, self._draft(step), self)
        for name, each in rows.items():
            self._drafts.keep(name, each.field)
        if self._drafts.begin():
            next(iter(rows.values())).set_help(say("This is what you typed earlier."))

    def _draft(self, step: str) -> str:
        """What the drafts of a step are kept under."""
        return f"plan-agree/{self.acts.project}/{step}"

    def _me(self) -> str:
        return self.acts.context.person or say("you")

    # Acting ---------------------------------------------------------------------------------------

    def _agree(self) -> None:
        self.acts.do(
            engagements.agree_text, say("Agree to the text of the plan"),
            project_id=self.acts.project, person=self.acts.context.person,
        )  # fmt: skip
        self._focus_first()

    def _reopen(self) -> None:
        self.acts.do(
            engagements.reopen_text, say("Open the text of the plan again"),
            done=say("The plan can be changed again."),
            project_id=self.acts.project, person=self.acts.context.person,
        )  # fmt: skip
        self._focus_first()

    def _record(self, who: FormRow, source: FormRow, file: FormRow) -> None:
        paths = file.field.value() if isinstance(file.field, FileDrop) else ()
        if paths and not _typed(source) and isinstance(source.field, TextField):
            source.field.set_value(paths[0].name)
        checks = ((who, say("Enter who agreed for the provider")), (source, say("Enter the file or message")))
        if not _filled(checks):
            return
        sha256 = ""
        if paths:
            kept = self.acts.context.keep_file(paths[0])
            if kept is None:
                return
            sha256 = str(kept["sha256"])
        done = self.acts.do(
            engagements.record_provider_agreement, say("Record that the provider agrees"),
            project_id=self.acts.project, agreed_by=_typed(who), source=_typed(source), sha256=sha256,
            recorded_by=self.acts.context.person or say("the broker"),
        )  # fmt: skip
        self._forget("provider", done)

    def _sign(self, name: FormRow) -> None:
        if not _filled(((name, say("Type your full name to agree to this plan")),)):
            return
        done = self.acts.do(
            engagements.sign, say("Agree to the plan"), done=say("The plan is agreed by both sides."),
            project_id=self.acts.project, typed_name=_typed(name),
        )  # fmt: skip
        self._forget("owner", done)

    def _forget(self, step: str, done: bool) -> None:
        if done:
            self.acts.context.drafts.forget(self._draft(step))
            self._focus_first()

    def _focus_first(self) -> None:
        if self._first is not None:
            self._first.setFocus()


def _typed(each: FormRow) -> str:
    assert isinstance(each.field, TextField)
    return each.field.value()


def _filled(checks: tuple[tuple[FormRow, str], ...]) -> bool:
    """Say what is missing at each row; the first one takes the focus."""
    missing = [each for each, _ in checks if not _typed(each)]
    for each, sentence in checks:
        each.set_problem(sentence if each in missing else "")
    if missing:
        missing[0].field.target().setFocus()
    return not missing
