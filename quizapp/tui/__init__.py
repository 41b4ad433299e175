"""The full-screen interface, with Textual.

Importing asyncio imports `ssl`, which loads OpenSSL: 10 ms of the 200 that Textual takes, and 4 MB. asyncio also works
in a Python that was built without OpenSSL, and quizapp never talks to a network, so asyncio is told that this is one;
whoever imports `ssl` afterwards gets it.
"""

from __future__ import annotations

import sys

if "asyncio" not in sys.modules and "ssl" not in sys.modules:
    sys.modules["ssl"] = None  # type: ignore[assignment]  # how `import` is made to raise ImportError
    try:
        import asyncio  # noqa: F401
    finally:
        del sys.modules["ssl"]
