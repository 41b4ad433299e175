"""The house: every subject in a folder of its own, and no way round in circles."""

from __future__ import annotations

import ast
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
CHECKOUT = TESTS.parent
PACKAGE = CHECKOUT / "quizapp"

FLOORS = 8
"""The most that the import contract may have."""

MODULES = 22
"""The most that a folder may hold without folders inside."""

OF_THEIR_OWN = {"bench", "clock", "faults", "oracle", "support"}
"""The folders of tests that go with no folder of the package."""


def modules() -> dict[str, Path]:
    """The package's modules, by their dotted names."""
    files = {".".join(path.relative_to(CHECKOUT).with_suffix("").parts): path for path in PACKAGE.rglob("*.py")}
    return {name.removesuffix(".__init__"): path for name, path in files.items()}


def imports(source: str) -> Iterator[tuple[str, str]]:
    """Each module that a source text names in an import, wherever that stands, with a name taken from it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "a relative import, which this test does not follow"
            yield from ((node.module or "", alias.name) for alias in node.names)


def arrows(sources: Mapping[str, str]) -> dict[str, set[str]]:
    """The modules among `sources` that each of them imports."""
    graph: dict[str, set[str]] = {}
    for name, source in sources.items():
        wanted = (
            f"{module}.{taken}" if f"{module}.{taken}" in sources else module for module, taken in imports(source)
        )
        graph[name] = {target for target in wanted if target in sources and target != name}
    return graph


def circle(sources: Mapping[str, str]) -> list[str]:
    """Some modules that import each other in a circle, the first again at the end; none if there is no circle."""
    try:
        TopologicalSorter(arrows(sources)).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert circle({name: path.read_text("utf-8") for name, path in modules().items()}) == []


@pytest.mark.parametrize(
    "back",
    [
        "import p.a",
        "from p.a import thing",
        "from p import a",
        "def f():\n    from p.a import thing",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from p.a import Thing",
    ],
)
def test_an_import_that_is_deferred_or_for_types_alone_closes_a_circle_too(back: str) -> None:
    assert set(circle({"p": "", "p.a": "from p.b import other", "p.b": back})) == {"p.a", "p.b"}


def test_the_root_holds_folders_alone() -> None:
    files = {path.name for path in PACKAGE.iterdir() if path.is_file()}
    assert files == {"__init__.py", "__main__.py", "py.typed"}


def test_a_folder_with_many_modules_has_folders_inside() -> None:
    sizes = Counter(path.parent for path in modules().values() if path.name != "__init__.py")
    crowded = [folder for folder, size in sizes.items() if size > MODULES]
    assert [str(folder) for folder in crowded if not any(folder.glob("*/__init__.py"))] == []


def test_the_import_contract_has_few_floors() -> None:
    contracts = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    (layers,) = (contract["layers"] for contract in contracts if contract["type"] == "layers")
    assert len(layers) <= FLOORS
    named = {name.strip() for layer in layers for name in layer.split(":")}
    assert named == {f"quizapp.{path.parent.name}" for path in PACKAGE.glob("*/__init__.py")}


def test_each_folder_of_tests_is_named_for_a_folder_of_the_package() -> None:
    folders = {path.parent.relative_to(TESTS) for path in TESTS.rglob("*.py")}
    others = {folder for folder in folders if not (PACKAGE / folder).is_dir()}
    assert {folder.parts[0] for folder in others} == OF_THEIR_OWN
    assert all(len(folder.parts) == 1 or folder.parts[0] == "bench" for folder in others)
