"""What can be read in a PDF."""

import subprocess
from pathlib import Path


def text_of(file: Path) -> list[str]:
    """Return the text of each page as a reader shows it."""
    command = ["pdftotext", "-raw", "-enc", "UTF-8", str(file), "-"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return told.split("\f")[:-1]
