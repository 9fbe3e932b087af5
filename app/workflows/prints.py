"""Papers that are printed and never issued: what is known of one provider, why these were asked, the schedule.

Their rows are read where the workspace is; drawing is pure, so that it can run in a worker process.
"""

import uuid
from datetime import date

from app.documents import provider_sheet, schedule_sheet, why_providers
from app.documents.content import Drawn
from app.domain.errors import DomainError
from app.queries.lens import Lens
from app.queries.provider_paper import provider_paper
from app.queries.schedule_paper import SchedulePaper, schedule_paper
from app.queries.shortlist_paper import shortlist_paper
from app.queries.source_papers import ProviderPaper, ShortlistPaper
from app.words import say
from app.words.formats import Formats
from app.workflows.runner import Reader


def provider_rows(
    runner: Reader,
    *,
    provider_id: uuid.UUID,
    formats: Formats,
    today: date,
    project_id: uuid.UUID | None = None,
) -> ProviderPaper:
    """What a client may read of a provider, for the owner of `project_id` where one is named."""
    paper = runner.read(
        lambda session: provider_paper(
            session, provider_id=provider_id, formats=formats, today=today, project_id=project_id
        )
    )
    if paper is None:
        raise DomainError(say("This provider is no longer in the directory."))
    return paper


def shortlist_rows(runner: Reader, *, project_id: uuid.UUID, formats: Formats, today: date) -> ShortlistPaper:
    """Why these providers, before there is any proposal to say it in."""
    paper = runner.read(
        lambda session: shortlist_paper(session, project_id=project_id, formats=formats, today=today)
    )
    if paper is None:
        raise DomainError(say("The providers have not been ranked for this project yet."))
    return paper


def schedule_rows(
    runner: Reader, *, project_id: uuid.UUID, lens: Lens, tasks: bool, formats: Formats, today: date
) -> SchedulePaper:
    """The schedule as it stands, with its tasks or its stages alone."""
    paper = runner.read(
        lambda session: schedule_paper(
            session, lens=lens, project_id=project_id, formats=formats, today=today, tasks=tasks
        )
    )
    if paper is None:
        raise DomainError(say("There is no schedule yet. Build the plan first."))
    return paper


def draw_print(paper: ProviderPaper | ShortlistPaper | SchedulePaper, formats: Formats) -> Drawn:
    """The print of `paper`."""
    if isinstance(paper, SchedulePaper):
        return schedule_sheet.draw(paper, formats=formats, paper_size=formats.paper)
    if isinstance(paper, ProviderPaper):
        return provider_sheet.draw(paper, formats=formats, paper_size=formats.paper)
    return why_providers.draw(paper, formats=formats, paper_size=formats.paper)
