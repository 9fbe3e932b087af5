"""Opens the response forms with LibreOffice, saves them, and keeps what comes out in `fixtures`: `make fixtures`.

A form is filled in first (`filled_forms`), so that a test can say whether all of it came through somebody else's
program. Where LibreOffice is not installed the fixtures stay as they are.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from tests.exchange.filled_forms import answers, filled_pdf, filled_sheet, sheet

FIXTURES = Path(__file__).parent / "fixtures"
SHEET_FILLED, SHEET_EMPTY, PAPER_FILLED = "filled.xlsx", "empty.xlsx", "flattened.pdf"
PATIENCE = 180
"""Seconds that one file may take."""


def main() -> int:
    """Make every fixture anew; 1 where LibreOffice is not there."""
    office = shutil.which("soffice")
    if office is None:
        print("LibreOffice is not installed (soffice): the fixtures stay as they are.", file=sys.stderr)
        return 1
    FIXTURES.mkdir(exist_ok=True)
    written = {
        key: value.isoformat() if isinstance(value, date) else str(value) for key, value in answers().items()
    }
    _saved(office, {SHEET_FILLED: filled_sheet(answers()), SHEET_EMPTY: sheet()}, ("--convert-to", "xlsx"))
    drawing = ("--infilter=draw_pdf_import", "--convert-to", "pdf:draw_pdf_Export")
    _saved(office, {PAPER_FILLED: filled_pdf(written)}, drawing)
    return 0


def _saved(office: str, files: Mapping[str, bytes], how: tuple[str, ...]) -> None:
    """Have LibreOffice open each file and save it under its name."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name, content in files.items():
            (folder / name).write_bytes(content)
            profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
            call = (office, profile, "--headless", *how, "--outdir", str(folder / "out"), str(folder / name))
            subprocess.run(call, check=True, timeout=PATIENCE, capture_output=True)
            shutil.copyfile(folder / "out" / name, FIXTURES / name)


if __name__ == "__main__":
    raise SystemExit(main())
