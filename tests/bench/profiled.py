"""`python -m tests.bench.profiled`: where the time until the first question goes, beside the reference app's.

Two views of the same start in a pty: what importing takes (`-X importtime`), by package and for the dearest modules
that the reference app does not import; and where the rest goes (pyinstrument), from the imports to the first paint.
Both slow the program down, so they say where time goes, not how much of it there is: that is for
`python -m tests.bench`.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import reference
from tests.bench.stores import new_store
from tests.bench.watch import Watched
from tests.support.program import PROGRAM, environment, working_folder

LINE = re.compile(rb"import time: +(\d+) \| +\d+ \| +(\S+)")
WORDS = "The captured|Vienna, summer"
RUNS = 7
SHOWN = 25
SHOWING = {"hide_regex": r".*(asyncio|message_pump|_callback|importlib).*", "filter_threshold": 0.02}
"""What passes messages on says nothing; nor does what takes less than a fiftieth."""


QUIZAPP = [str(PROGRAM), "--deck", "vlasov"]
REFERENCE = [reference.__file__]


def imports(folder: Path, *commands: Sequence[str]) -> list[dict[str, float]]:
    """What each module takes by itself to import until the first paint of each command: medians in milliseconds."""
    taken: list[dict[str, list[float]]] = [defaultdict(list) for _ in commands]
    for _ in range(RUNS):
        for command, figures in zip(commands, taken, strict=True):
            timed = [sys.executable, "-X", "importtime", *command]
            watched = Watched(timed, environment(folder), working_folder(folder))
            watched.wait(WORDS)
            for micros, name in LINE.findall(watched.seen):
                figures[name.decode()].append(int(micros) / 1000)
            watched.end()
    return [{name: statistics.median(times) for name, times in figures.items()} for figures in taken]


def packages(modules: Mapping[str, float]) -> dict[str, float]:
    """The same by package: quizapp's own one by one, those that Textual and click bring along, the rest together."""
    sums: dict[str, float] = defaultdict(float)
    for name, taken in modules.items():
        top, _, rest = name.partition(".")
        known = top in ("textual", "rich", "click", "pydantic", "asyncio")
        package = f"quizapp.{rest.partition('.')[0]}".rstrip(".") if top == "quizapp" else top if known else "the rest"
        sums[package] += taken
    return dict(sums)


def import_table(folder: Path) -> str:
    """Both, side by side."""
    ours, theirs = imports(folder, QUIZAPP, REFERENCE)
    lines = [f"{'imports, ms by themselves':44} {'quizapp':>8} {'reference':>9}"]
    grouped, beside = packages(ours), packages(theirs)
    for package in sorted(grouped.keys() | beside.keys(), key=lambda name: -grouped.get(name, 0)):
        lines.append(f"{package:44} {grouped.get(package, 0):>8.1f} {beside.get(package, 0):>9.1f}")
    lines += [f"{'all':44} {sum(ours.values()):>8.1f} {sum(theirs.values()):>9.1f}", ""]
    lines.append(f"the dearest of the {len(ours.keys() - theirs.keys())} modules that only quizapp imports")
    dearest = sorted(ours.keys() - theirs.keys(), key=lambda name: -ours[name])[:SHOWN]
    return "\n".join([*lines, *(f"{name:44} {ours[name]:>8.1f}" for name in dearest)])


def sampled(folder: Path) -> str:
    """The functions that take the time after the imports, as pyinstrument tells them."""
    target = folder / "profile.txt"
    watched = Watched(
        [sys.executable, "-m", __spec__.name, "--until-paint", str(target)],
        {**environment(folder), "PYTHONPATH": str(Path(__file__).parents[2])},
        working_folder(folder),
    )
    watched.wait_for_end()
    return target.read_text("utf-8")


def until_paint(target: Path) -> None:
    """Run quizapp until its first paint under pyinstrument, and write what that found to `target`."""
    import textual.app  # noqa: F401  (importing is for the other view)
    from pyinstrument import Profiler
    from pyinstrument.renderers import ConsoleRenderer
    from textual.drivers.linux_driver import LinuxDriver

    import quizapp.tui.app  # noqa: F401
    from quizapp.cli import main

    profiler = Profiler(interval=0.0002, async_mode="disabled")
    write = LinuxDriver.write

    def watch(self: LinuxDriver, data: str) -> None:
        if re.search(WORDS, data):
            profiler.stop()
            target.write_text(profiler.output(ConsoleRenderer(unicode=True, processor_options=SHOWING)), "utf-8")
            os._exit(0)  # at once: all is known, and nothing was answered
        write(self, data)

    LinuxDriver.write = watch  # type: ignore[method-assign]
    sys.argv = QUIZAPP
    profiler.start()
    main()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.profiled", description=__doc__)
    parser.add_argument("--until-paint", type=Path, metavar="FILE", help=argparse.SUPPRESS)
    if (target := parser.parse_args().until_paint) is not None:
        until_paint(target)
        return
    with TemporaryDirectory() as top:
        folder = new_store(Path(top) / "usual")
        print(import_table(folder))
        print(sampled(folder))


if __name__ == "__main__":
    main()
