"""Plain data as JSON for standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable


def json_text(data: object, *, indent: int | None = 2, default: Callable[[object], object] | None = None) -> str:
    """`data` as JSON; in ASCII if it has letters that standard output cannot write, so that none is lost."""
    text = json.dumps(data, ensure_ascii=False, indent=indent, default=default)
    try:
        text.encode(sys.stdout.encoding)
    except UnicodeEncodeError:
        return json.dumps(data, indent=indent, default=default)
    return text
