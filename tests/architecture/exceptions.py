"""Where a good reason beats a number: what a rule may find, and why it stays.

The key is the rule, then the finding as `path::name`. An entry whose finding is gone fails the test, so that
this table never outlives its reasons.
"""

EXCEPTIONS: dict[tuple[str, str], str] = {
    (
        "own_clock",
        "app/domain/base.py::time.time_ns",
    ): "an id carries the real moment it was made, like the journal",
    (
        "unsafe",
        "app/knowledge/sources.py::yaml.load",
    ): "its loader is a SafeLoader that reads numbers as text",
    (
        "hidden_import",
        "app/persistence/connection.py::sqlcipher",
    ): "the library is loaded by the first workspace",
    (
        "hidden_import",
        "ui/starting.py::hasten",
    ): "Qt is imported here so that what it puts around every later import can be taken off again",
    ("hidden_import", "app/persistence/keys.py::system_keychain"): "the keychain is loaded by the first key",
}
