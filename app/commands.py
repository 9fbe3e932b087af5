"""The verbs without a window: what `python main.py VERB` does."""

import argparse
import json
import shutil
import socket
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from app.domain.errors import DomainError
from app.persistence import places
from app.persistence.keys import SLOTS, Keys, KeySlots
from app.persistence.workspace import Workspace
from app.queries import row_ids
from app.queries.clients import profile
from app.words import say, say_count
from app.words.formats import Formats
from app.workflows import documents, match_json, matches, needs, needs_json, plans, role_rates, title_roles
from app.workflows.journey import DEMO_DOCUMENTS, Journey, walk
from app.workflows.project_plans import told_project
from app.workflows.sample_story import Checkpoint

DONE, AT_FAULT, USAGE = 0, 1, 2


class Camera(Protocol):
    """Takes pictures of the screens at the points of the demo; this module draws none itself."""

    def take(self, workspace: Workspace, point: Checkpoint) -> None:
        """Take the pictures of one point."""
        ...

    def close(self) -> None:
        """No more pictures."""
        ...


MakeCamera = Callable[[Path], Camera]


def run(arguments: Sequence[str], camera: MakeCamera | None = None) -> int:
    """Run one verb and return its exit status: 0 done, 1 the input is at fault, 2 usage.

    `camera`, where given, makes what takes the pictures of the demo, from the folder they go into.
    """
    parser = _parser()
    try:
        options = parser.parse_args(arguments)
        if "usable" in options and not options.usable(options):
            parser.error(say("{verb} was not asked for rightly; see {verb} --help", verb=arguments[0]))
    except SystemExit as ended:
        return DONE if ended.code in (0, None) else USAGE
    try:
        verb: Callable[[argparse.Namespace, MakeCamera | None], int] = options.verb
        return verb(options, camera)
    except (DomainError, OSError) as problem:
        print(str(problem), file=sys.stderr)
        return AT_FAULT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sourcewright",
        description=say("Describe an IT project, choose a provider for reasons, check the work."),
    )
    verbs = parser.add_subparsers(metavar=say("VERB"), required=True)
    demo = verbs.add_parser(
        "demo", help=say("build the sample, walk its whole journey and write its documents")
    )
    demo.add_argument("--out", type=Path, required=True, help=say("folder to write into"))
    demo.set_defaults(verb=_demo)
    document = verbs.add_parser("document", help=say("write one document of your own workspace as a PDF"))
    document.add_argument(
        "kind", metavar="KIND", help=say("one of {kinds}", kinds=", ".join(documents.SOURCES))
    )
    document.add_argument(
        "--project", required=True, help=say("id of the project, or the start of its title")
    )
    document.add_argument("--stage", type=int, help=say("number of the stage, for a certificate"))
    document.add_argument("--out", type=Path, required=True, help=say("file to write"))
    document.set_defaults(verb=_document)
    text, titles = say("text file; - is standard input"), say("job titles, one a line; - is standard input")
    _add_reading(verbs, "needs", say("read what a description in plain words asks for"), text, _needs)
    _add_reading(verbs, "roles", say("find the standard role of job titles, one a line"), titles, _roles)
    _add_rates(verbs)
    _add_match(verbs)
    _add_plan(verbs)
    check = verbs.add_parser(
        "check", help=say("check your workspace: its files, and its journal against its tables")
    )
    check.add_argument("--json", action="store_true", help=say("print the result as JSON"))
    check.set_defaults(verb=_check)
    return parser


def _add_reading(
    verbs: Any, name: str, told: str, file: str, verb: Callable[..., int]
) -> argparse.ArgumentParser:
    """A verb that reads one file and prints what it comes to."""
    asked: argparse.ArgumentParser = verbs.add_parser(name, help=told)
    asked.add_argument("file", nargs="?", metavar="FILE", help=file)
    asked.add_argument("--json", action="store_true", help=say("print the result as JSON"))
    asked.add_argument("--schema", action="store_true", help=say("print the JSON Schema of input and output"))
    asked.set_defaults(verb=verb, usable=lambda options: options.schema or options.file is not None)
    return asked


def _add_plan(verbs: Any) -> None:
    told = say("lay out a plan: its dates, its critical path, and how sure its end is")
    file = say("plan as MS Project XML, table or JSON; - is standard input")
    plan = _add_reading(verbs, "plan", told, file, _plan)
    plan.add_argument("--project", help=say("id of a project of your workspace, or the start of its title"))
    plan.set_defaults(usable=lambda each: each.schema or (each.file is None) != (not each.project))
    plan.add_argument("--runs", type=int, default=plans.RUNS, help=say("how often it is drawn"))
    plan.add_argument("--seed", type=int, default=plans.SEED, help=say("the same seed draws the same days"))


def years(words: str) -> Decimal:
    """Years of experience as they are typed."""
    return role_rates.years_named(words)


def _add_rates(verbs: Any) -> None:
    rates = verbs.add_parser("rates", help=say("tell what a day or an hour of a role should cost"))
    rates.add_argument(
        "file", nargs="?", metavar="FILE", help=say("questions as JSON lines; - is standard input")
    )
    asked = rates.add_mutually_exclusive_group()
    asked.add_argument("--role", help=say("id or name of a role"))
    asked.add_argument("--title", help=say("a job title"))
    rates.add_argument("--tier", choices=role_rates.TIERS, help=say("where the work is done from"))
    rates.add_argument("--years", type=years, help=say("years of experience"))
    rates.add_argument("--education", help=say("one of {names}", names=", ".join(role_rates.EDUCATIONS)))
    rates.add_argument("--unit", choices=role_rates.UNITS, default="day", help=say("a day has 7.5 hours"))
    rates.add_argument("--json", action="store_true", help=say("print the result as JSON"))
    rates.add_argument("--schema", action="store_true", help=say("print the JSON Schema of input and output"))
    rates.set_defaults(verb=_rates, usable=_rates_usable)


def _add_match(verbs: Any) -> None:
    asked = verbs.add_parser(
        "match", help=say("rank providers for a project, with gates, reasons and how sure")
    )
    asked.add_argument("--project", help=say("id of a project of your workspace, or the start of its title"))
    asked.add_argument("--brief", metavar="FILE", help=say("the job as JSON, in place of a project"))
    asked.add_argument("--providers", metavar="FILE", help=say("the providers as JSON; - is standard input"))
    asked.add_argument("--json", action="store_true", help=say("print the result as JSON"))
    asked.add_argument("--schema", action="store_true", help=say("print the JSON Schema of input and output"))
    asked.set_defaults(verb=_match, usable=_match_usable)


def _match_usable(options: argparse.Namespace) -> bool:
    files = options.brief is not None, options.providers is not None
    return bool(
        options.schema or (options.project and not any(files)) or (not options.project and all(files))
    )


def _match(options: argparse.Namespace, camera: MakeCamera | None) -> int:
    if options.schema:
        return _print_json(match_json.match_schema())
    if options.project:
        with own_workspace() as workspace:
            told = matches.told_project(
                workspace, project_id=_project_named(workspace, options.project), on=date.today()
            )
    else:
        told = matches.told_files(_text_of(options.brief), _text_of(options.providers))
    return _print_told(options, partial(match_json.match_json, told), matches.match_lines(told, Formats()))


def _rates_usable(options: argparse.Namespace) -> bool:
    one = (options.role or options.title) is not None
    many = options.file is not None
    return bool(
        options.schema or (many and not one and not options.tier) or (one and options.tier and not many)
    )


def _needs(options: argparse.Namespace, camera: MakeCamera | None) -> int:
    if options.schema:
        return _print_json(needs_json.needs_schema())
    told = needs.told_needs(_text_of(options.file), date.today())
    return _print_told(options, partial(needs_json.needs_json, told), needs.needs_lines(told, Formats()))


def _roles(options: argparse.Namespace, camera: MakeCamera | None) -> int:
    if options.schema:
        return _print_json(title_roles.titles_schema())
    rows = title_roles.told_titles(_text_of(options.file))
    return _print_told(options, partial(title_roles.titles_json, rows), map(title_roles.title_words, rows))


def _plan(options: argparse.Namespace, camera: MakeCamera | None) -> int:
    if options.schema:
        return _print_json(plans.plan_schema())
    drawn: dict[str, int] = {"runs": options.runs, "seed": options.seed}
    if options.project:
        with own_workspace() as workspace:
            project = _project_named(workspace, options.project)
            told = told_project(workspace, project_id=project, on=date.today(), **drawn)
    else:
        told = plans.told_plan(_bytes_of(options.file), **drawn)
    return _print_told(options, partial(plans.plan_json, told), plans.plan_lines(told, Formats()))


def _rates(options: argparse.Namespace, camera: MakeCamera | None) -> int:
    if options.schema:
        return _print_json(role_rates.rates_schema())
    if options.file is not None:
        answers = role_rates.answers_to(role_rates.questions_of(_text_of(options.file)))
        return max([_print_json(role_rates.rate_json(one)) for one in answers], default=DONE)
    education = None if options.education is None else role_rates.education_named(options.education)
    question = role_rates.Question(
        options.tier, options.role, options.title, options.years, education, options.unit
    )
    told = role_rates.answer(question)
    if options.json:
        return _print_json(role_rates.rate_json(told))
    print(role_rates.rate_words(told))
    return DONE


def _print_told(options: argparse.Namespace, tree: Callable[[], Any], lines: Iterable[str]) -> int:
    """What a verb read, as JSON where that is asked for, else line by line."""
    if options.json:
        return _print_json(tree())
    for line in lines:
        print(line)
    return DONE


def _print_json(tree: Any) -> int:
    print(json.dumps(tree, ensure_ascii=False))
    return DONE


def _bytes_of(file: str) -> bytes:
    return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()


def _text_of(file: str) -> str:
    """What a text file holds; `-` is standard input. Raises DomainError where it is no text."""
    try:
        return _bytes_of(file).decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as wrong:
        raise DomainError(say("{file} is no text in UTF-8.", file=file)) from wrong


def _demo(options: argparse.Namespace, camera: MakeCamera | None) -> int:
    out: Path = options.out
    out.mkdir(parents=True, exist_ok=True)
    with demo_workspace(out) as workspace:
        journey = _walk(workspace, camera(out / "screens") if camera else None)
        for kind, name in DEMO_DOCUMENTS.items():
            (out / name).write_bytes(documents.issued_bytes(workspace, journey.documents[kind]))
        told = json.dumps(journey.as_json(), indent=1, ensure_ascii=False)
        (out / "journey.json").write_text(f"{told}\n", encoding="utf-8")
    print(_demo_summary(out, journey))
    return DONE


def _walk(workspace: Workspace, camera: Camera | None) -> Journey:
    if camera is None:
        return walk(workspace)
    try:
        return walk(workspace, partial(camera.take, workspace))
    finally:
        camera.close()


def _demo_summary(out: Path, journey: Journey) -> str:
    return say(
        "The journey of the sample is in {folder}: {documents} and journey.json, {steps} steps.",
        folder=out,
        documents=", ".join(DEMO_DOCUMENTS.values()),
        steps=len(journey.steps),
    )


@contextmanager
def demo_workspace(out: Path) -> Iterator[Workspace]:
    """A fresh workspace in `out`, in place of the one an earlier demo left there; its key lies beside it."""
    folder = out / "workspace"
    if folder.exists():
        if not (folder / SLOTS).exists() or not KeySlots.read(folder).sample:
            raise DomainError(
                say(
                    "{folder} is there already and is no demo. Choose another folder for --out.",
                    folder=folder,
                )
            )
        shutil.rmtree(folder)
    keys = Keys(out / "keys", keychain=lambda: None)
    with Workspace.create(folder, keys, person=say("Demo"), device=socket.gethostname(), sample=True) as made:
        yield made


def _document(options: argparse.Namespace, camera: MakeCamera | None) -> int:
    kinds = ", ".join(documents.SOURCES)
    if options.kind not in documents.SOURCES:
        raise DomainError(
            say("There is no document {kind}. Choose one of {kinds}.", kind=options.kind, kinds=kinds)
        )
    with own_workspace() as workspace:
        formats = _formats(workspace)
        wanted = _wanted(workspace, options)
        drawn = documents.draw_draft(
            options.kind, documents.paper_of(workspace, wanted, formats, date.today()), formats
        )
    options.out.write_bytes(drawn.pdf)
    for glyph in drawn.missing:
        print(say("The fonts have no sign for {character}.", character=glyph.char), file=sys.stderr)
    for glyph in drawn.invisible:
        print(
            say(
                "Left out of “{text}”: {character}, which cannot be seen.",
                text=glyph.where,
                character=glyph.code_point,
            ),
            file=sys.stderr,
        )
    print(say_count("{file}: {count} page", "{file}: {count} pages", drawn.pages, file=options.out))
    return DONE


def _project_named(workspace: Workspace, name: str) -> UUID:
    """The one project that an id or the start of a title names."""
    found = workspace.read(lambda session: row_ids.projects_named(session, name=name))
    if len(found) != 1:
        raise DomainError(
            say_count(
                "{count} project fits “{name}”. Give its id or more of its title.",
                "{count} projects fit “{name}”. Give the id or more of the title.",
                len(found),
                name=name,
            )
        )
    return found[0]


def _wanted(workspace: Workspace, options: argparse.Namespace) -> documents.Wanted:
    project = _project_named(workspace, options.project)
    if options.stage is None:
        return documents.Wanted(options.kind, project)
    stage = workspace.read(
        lambda session: row_ids.stage_numbered(session, project_id=project, number=options.stage)
    )
    if stage is None:
        raise DomainError(say("The project has no stage {number}.", number=options.stage))
    return documents.Wanted(options.kind, project, stage)


def _check(options: argparse.Namespace, camera: MakeCamera | None) -> int:
    with own_workspace() as workspace:
        report = workspace.check()
    if options.json:
        told = {"version": 1, "ok": report.ok, "operations": report.operations, "rows": report.rows}
        print(json.dumps(told | {"problems": report.problems, "notices": report.notices}))
        return DONE if report.ok else AT_FAULT
    for line in (*report.problems, *report.notices):
        print(line)
    if report.ok:
        print(
            say_count(
                "All is well: {count} change checked against the tables.",
                "All is well: {count} changes checked against the tables.",
                report.operations,
            )
        )
    return DONE if report.ok else AT_FAULT


@contextmanager
def own_workspace() -> Iterator[Workspace]:
    """This person's workspace, to read, so that it also works beside the open window.

    Raises DomainError where there is none yet.
    """
    folder = places.own_folder()
    if not folder.exists():
        raise DomainError(
            say("There is no workspace on this computer yet. Open the program once to make one.")
        )
    with Workspace.open(folder, Keys(places.keys_folder()), read_only=True) as workspace:
        yield workspace


def _formats(workspace: Workspace) -> Formats:
    view = workspace.read(profile)
    return view.formats if view else Formats()
