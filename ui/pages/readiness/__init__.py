"""The page "Are you ready?": the size of the job, the way of buying, and the should-cost."""

from ui.pages.readiness.page import ReadinessPage

PAGES = (("project/{project}/brief/ready", ReadinessPage, "Are you ready?"),)

__all__ = ["PAGES", "ReadinessPage"]
