# What contributors run; .ci/run calls the same recipes. Words after a recipe go on to its tool: `just test tests/plain -k exam`.

set shell := ["bash", "-euo", "pipefail", "-c"]

# The environment's programs
bin := ".venv/bin"

# List the recipes
_default:
    @just --list --unsorted

# Everything quick that must hold before a commit, but the tests
check: lint format-check types imports decks

# Look for slips
lint:
    {{bin}}/ruff check .

# Say which files are not formatted
format-check:
    {{bin}}/ruff format --check .

# Mend what can be mended, and format
format:
    {{bin}}/ruff check --fix .
    {{bin}}/ruff format .

# Check the types
types:
    {{bin}}/mypy

# Check that arrows between packages never run back up
imports:
    {{bin}}/lint-imports

# Check the decks that come with quizapp
decks:
    {{bin}}/quizapp check --strict decks

# Run the quick tests
test *words:
    {{bin}}/pytest --numprocesses 4 {{words}}

# Run the slow tests: faults, fuzz, simulations, every size and every script
slow *words:
    {{bin}}/pytest --numprocesses 2 -m slow --ignore tests/oracle {{words}}

# Press 100,000 keys at random on all screens, other ones with another QUIZAPP_SEED
monkey *words:
    QUIZAPP_KEYS=${QUIZAPP_KEYS:-100000} {{bin}}/pytest --numprocesses 2 -m slow tests/tui/test_monkey.py {{words}}

# Compare scheduling with Anki's engine, installed in the environment of another Python
oracle python *words:
    QUIZAPP_ORACLE={{python}} {{bin}}/pytest -m slow tests/oracle {{words}}

# Take the snapshots of the screens anew; look at what changed before you commit
snapshots:
    {{bin}}/pytest -n0 -m "slow or not slow" tests/tui/test_looks.py --snapshot-update

# Bring the catalogues of the interface up to date with the code; with --check, say which are not
messages *words:
    {{bin}}/python -m tests.messages {{words}}

# Draw the pictures of the README anew; with --check, say which are out of date
screenshots *words:
    {{bin}}/python -m tests.screenshots {{words}}

# Measure against the bars, in ten minutes
bench *words:
    {{bin}}/python -m tests.bench {{words}}

# Say where the time until the first question goes
profile:
    {{bin}}/python -m tests.bench.profiled

# Let atheris look for decks that break the check (`pip install atheris`)
fuzz *words:
    {{bin}}/python -m tests.authoring.fuzz_with_atheris -max_total_time=20 -verbosity=0 {{words}}

# Build the wheel
wheel folder="dist":
    {{bin}}/pip wheel --quiet --no-deps --wheel-dir {{folder}} .

# Build the sdist
sdist folder="dist":
    {{bin}}/python -m hatchling build --target sdist --directory {{folder}}
