"""The schedule of a project of the workspace, laid out and drawn as the verb `plan` tells one from a file."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from app.analysis.schedule_dates import schedule
from app.analysis.schedule_ranges import end_ranges
from app.analysis.schedule_risk import tornado
from app.domain.errors import DomainError
from app.domain.plan_network import activity_key
from app.exchange.plan_file import PlanFile, PlanTask
from app.queries.lens import Lens
from app.queries.schedule import schedule_page
from app.queries.schedule_chances import Draws, draws_of, simulated, told
from app.queries.schedule_lines import LinesPage, lines_page
from app.words import say
from app.words.formats import Formats
from app.workflows.plans import OfProject, ToldPlan, check_runs
from app.workflows.runner import Runner


def told_project(runner: Runner, *, project_id: UUID, on: date, runs: int, seed: int) -> ToldPlan:
    """Lay out and draw the plan of a project as it stands on a day, with the open risks of its register.

    DomainError in words where there is nothing to lay out. What both lenses read is told.
    """
    formats = Formats()
    asked: dict[str, Any] = {"lens": Lens.OWNER, "project_id": project_id, "on": on}
    page = runner.read(partial(schedule_page, **asked, formats=formats))
    lines = runner.read(partial(lines_page, **asked, formats=formats))
    draws = runner.read(partial(draws_of, **asked))
    if page is None or lines is None:
        raise DomainError(say("This project has no plan yet: a plan begins with the quote that is chosen."))
    if draws is None:
        raise DomainError(
            page.findings[0] if page.findings else say("All stages are handed over: nothing is left to draw.")
        )
    check_runs(len(draws.network.activities), runs)
    plain, drawn = simulated(draws, runs=runs, seed=seed)
    plan = PlanFile(
        page.title, draws.network.start, tuple(_tasks(draws, lines)), (), draws.network.calendars, draws.names
    )
    return ToldPlan(
        plan,
        draws.network,
        schedule(draws.network),
        drawn,
        end_ranges(draws.network, drawn),
        tornado(drawn),
        OfProject(project_id, draws, told(draws, plain, drawn, formats), page.findings),
    )


def _tasks(draws: Draws, lines: LinesPage) -> Iterator[PlanTask]:
    """Every line of the network as a task of a plan; a range that nobody told stays untold."""
    rows = {activity_key(each.id): each for each in lines.lines}
    for each in draws.network.activities:
        row = rows.get(each.key)
        yield PlanTask(
            each.key,
            draws.names.get(each.key, each.key),
            Decimal(str(each.days.likely)),
            each.calendar,
            low=row.low if row is not None else None,
            high=row.high if row is not None else None,
            not_before=each.not_before,
            due=each.due,
        )
