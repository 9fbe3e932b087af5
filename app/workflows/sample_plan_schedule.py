"""The schedule of the case in its plan: drawn up from its stages, whose dates stand, with both sides' holidays."""

from datetime import date
from uuid import UUID

from app.queries import row_ids
from app.services import schedules
from app.workflows.sample_case import day
from app.workflows.sample_story import Replay


def plan_schedule(story: Replay) -> None:
    """Draw the schedule up from the stages the case agreed."""
    on = day(story.case.case["award"]["date"])
    story.do(schedules.draft_schedule, project_id=story.project, on=on)


def done_tasks(story: Replay, stage_id: UUID, on: date) -> None:
    """What the owner's side had to do for a stage is done when its work begins."""
    ids = story.runner.read(lambda s: row_ids.owner_tasks(s, project_id=story.project, stage_id=stage_id))
    for activity_id in ids:
        story.do(schedules.tick, activity_id=activity_id, done_on=on, on=on)
