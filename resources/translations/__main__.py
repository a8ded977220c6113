"""Brings the translations up to date with the code: `python -m resources.translations`.

Writes templates.txt, adds what is new to the .ts files, drops what is gone, and makes the .qm files that the window
loads. What is new has to be translated then, with Qt Linguist or an editor; run this again afterwards.
"""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from resources.translations.updating import FOLDER, compile_all, update, write_templates


def main() -> int:
    """Returns 1 while something is untranslated."""
    write_templates(FOLDER / "templates.txt")
    update(FOLDER)
    compile_all(FOLDER, FOLDER)
    unfinished = sum(len(_unfinished(path)) for path in sorted(FOLDER.glob("*.ts")))
    print(f"{unfinished} texts are not translated yet." if unfinished else "Everything is translated.")
    return 1 if unfinished else 0


def _unfinished(path: Path) -> list[ElementTree.Element]:
    return ElementTree.parse(path).findall(".//translation[@type='unfinished']")


if __name__ == "__main__":
    sys.exit(main())
