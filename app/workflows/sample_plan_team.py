"""The team of the case in its plan: the lines of the chosen quote, days on site by the rule, key people by name."""

from app.queries import row_ids
from app.services import team
from app.workflows.sample_case import Tree, day
from app.workflows.sample_story import Replay


def plan_team(story: Replay) -> None:
    """Draw the team up from the quote and put the case's key people to their roles."""
    on = day(story.case.case["award"]["date"])
    story.do(team.draft_team, project_id=story.project, on=on)
    people = story.runner.read(lambda s: row_ids.people(s, project_id=story.project))
    named: dict[str, Tree] = {row["role"]: row for row in story.case.case["engagement"]["key_people"]}
    for part_id, role in story.runner.read(lambda s: row_ids.team_parts(s, project_id=story.project)):
        if role in named and named[role]["name"] in people:
            person = people[named[role]["name"]]
            story.do(team.change_part, part_id=part_id, person_id=person, on=on)
