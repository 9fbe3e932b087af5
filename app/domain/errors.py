"""The one family of errors that a person can do something about."""


class DomainError(Exception):
    """What happened and what to do about it, in words already fit to be shown.

    Anything else that is raised is a fault of the program and is handled as one.
    """
