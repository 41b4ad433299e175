"""An editor's view of TOML files: what tombi says of them, by the schemas that they name."""

from __future__ import annotations

import json
import subprocess
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

TOMBI = Path(sysconfig.get_path("scripts")) / "tombi"


@dataclass(frozen=True)
class Told:
    """What the editor says about a place in a file, and what stands there, if it is on one line."""

    severity: str
    message: str
    pointed_at: str


Verdicts = Mapping[str, list[Told]]


def verdicts_on(folder: Path) -> Verdicts:
    """What tombi says of every TOML file in a folder, by name; its home and settings are in the folder above."""
    top = folder.parent
    report = top / "report.json"
    (top / "tombi.toml").write_text('toml-version = "v1.0.0"\n')
    subprocess.run(
        [
            *(TOMBI, "lint", "--offline", "--quiet"),
            *("--diagnostics-format=json", f"--diagnostics-file={report}", folder.name),
        ],
        cwd=top,
        env={"HOME": str(top), **{f"XDG_{kind}_HOME": str(top) for kind in ("CACHE", "CONFIG", "DATA", "STATE")}},
        timeout=60,
        check=False,
    )
    verdicts: dict[str, list[Told]] = {path.stem: [] for path in folder.glob("*.toml")}
    for item in json.loads(report.read_text("utf-8")):
        path = top / item["path"]
        start, end = item["range"]["start"], item["range"]["end"]
        line = path.read_text("utf-8").splitlines()[start["line"] - 1]
        there = line[start["column"] - 1 : end["column"] - 1] if start["line"] == end["line"] else ""
        verdicts[path.stem].append(Told(item["level"], item["message"], there))
    return verdicts
