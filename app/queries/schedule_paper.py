"""The rows of a printed schedule: what the page shows, with whom it is for."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.domain.projects import Project
from app.queries import paper_head
from app.queries.lens import Lens
from app.queries.papers import Head
from app.queries.schedule import schedule_page
from app.queries.schedule_rows import SchedulePage
from app.words.formats import Formats


@dataclass(frozen=True, slots=True)
class SchedulePaper:
    """A schedule to be printed: all rows, or the stages alone."""

    head: Head
    page: SchedulePage


def schedule_paper(
    session: Session, *, lens: Lens, project_id: uuid.UUID, formats: Formats, today: date, tasks: bool = True
) -> SchedulePaper | None:
    """The schedule as it stands today; None where there is no plan or nothing in it."""
    project = session.get(Project, project_id)
    page = schedule_page(session, lens=lens, project_id=project_id, on=today, formats=formats)
    if project is None or page is None or not page.bars:
        return None
    shown = page if tasks else page._replace(bars=tuple(bar for bar in page.bars if bar.kind == "stage"))
    return SchedulePaper(paper_head.head(session, project, today), shown)
