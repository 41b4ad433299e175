"""Writing a file in one step: whoever reads it meanwhile, or after a crash, finds the old one or the new one."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import mkdtemp


def replace(path: Path, content: bytes) -> None:
    """Put `content` in the place of a file, with its permissions, or make the file.

    Raises:
        OSError: if it cannot be written; then it is as before.
    """
    draft_folder = Path(mkdtemp(dir=path.parent, prefix=f".{path.name}."))
    draft = draft_folder / path.name
    try:
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            draft.chmod(path.stat().st_mode & 0o7777)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
        draft_folder.rmdir()
