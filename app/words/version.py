"""The version of the program, as the About page and the built program name it."""

VERSION = "0.1.0"
