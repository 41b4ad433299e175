"""Letters that are not what they seem: of another alphabet, or not to be seen at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from operator import attrgetter

from quizapp.core.formats import all_of
from quizapp.core.lint.items import Item, piece
from quizapp.core.lint.words import Words
from quizapp.core.messages import tr, tr_noop, trc
from quizapp.core.questions.cloze import Cloze, Gap
from quizapp.core.questions.problems import Path, Problem
from quizapp.core.questions.translation import TRANSLATED
from quizapp.core.questions.typed import Date, Number
from quizapp.core.questions.types import QUESTION_TYPES, AnyQuestion

_LATIN, _GREEK, _CYRILLIC = "A-Za-z\u00c0-\u024f\u1e00-\u1eff", "\u0370-\u03ff\u1f00-\u1fff", "\u0400-\u052f"
_ALPHABETS = {
    name: re.compile(f"[{run}]")
    for name, run in zip(("Latin", "Greek", "Cyrillic"), (_LATIN, _GREEK, _CYRILLIC), strict=True)
}
_FOREIGN = re.compile(f"[{_GREEK}{_CYRILLIC}]")
_INVISIBLES = {
    "\u00ad": tr_noop("soft hyphen"),
    "\u200b": tr_noop("zero-width space"),
    "\u2060": tr_noop("word joiner"),
    "\ufeff": tr_noop("byte order mark"),
}
_INVISIBLE = re.compile(f"[{''.join(_INVISIBLES)}]")
_WORD = re.compile(r"[^\W\d_]+")
_MIXED = re.compile(
    f"[{_LATIN}][{_CYRILLIC}]|[{_CYRILLIC}][{_LATIN}]"
    # a Greek letter beside Latin ones is often a sign (Δt, 5 μm, cosα), unless it stands amid them or passes for a
    # capital at the head of a word
    f"|[{_LATIN}][{_GREEK}]+[{_LATIN}]|[{_GREEK}][{_LATIN}]+[{_GREEK}]|(?<!\\w)[ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ][a-z]{{3}}"
)


def deceptive_letters(item: Item, words: Words) -> Iterator[Problem]:
    """L301: a word of one alphabet has a letter of another: no search finds it, and no typed answer equals it.

    The test for mixed scripts is that of Unicode Technical Standard 39, section 5, for the three alphabets with letters
    that look alike, less the ways of science. L306: an invisible character, which came along when text was copied.
    """
    everything = _joined(item.question)
    if everything.isascii():
        return
    if _FOREIGN.search(everything):
        for path, text in texts(item.question):
            words_told = set()
            for word in _WORD.finditer(text):
                if word[0] not in words_told and _MIXED.search(text, word.start(), word.end()):
                    words_told.add(word[0])
                    yield _mixed((*item.path, *path), text, word)
    if _INVISIBLE.search(everything):
        for path, text in texts(item.question):
            for word in _INVISIBLE.finditer(text):
                name, code = tr(_INVISIBLES[word[0]]), f"U+{ord(word[0]):04X}"
                message = tr("there is an invisible character here ({name}, {code})", name=name, code=code)
                advice = tr("delete it: put the cursor just after the letter before it, and press Delete")
                yield Problem((*item.path, *path), "L306", message, advice, part=piece(text, word.start(), word.end()))


def texts(question: AnyQuestion) -> Iterator[tuple[Path, str]]:
    """Every text of a question that a student may read, and where it stands."""
    for name in TRANSLATED:
        match getattr(question, name, None):
            case str(text):
                yield (name,), text
            case tuple(entries):
                yield from (((name, index), text) for index, text in enumerate(entries))
            case Mapping() as table:
                for key, entry in table.items():
                    match entry:
                        case str(text):
                            yield (name, key), text
                        case Gap(accept=accepted, hint=hint):
                            yield from (((name, key, "accept", index), text) for index, text in enumerate(accepted))
                            yield (name, key, "hint"), hint
                            said = {"reject": entry.reject, "options": entry.options, "feedback": entry.feedback}
                            for part, strings in said.items():
                                yield from (((name, key, part, id), string) for id, string in strings.items())


def _mixed(path: Path, text: str, word: re.Match[str]) -> Problem:
    letters = {name: pattern.findall(word[0]) for name, pattern in _ALPHABETS.items()}
    present = sorted((name for name in letters if letters[name]), key=lambda name: len(letters[name]))
    names = {
        "Latin": trc("alphabet", "Latin"),
        "Greek": trc("alphabet", "Greek"),
        "Cyrillic": trc("alphabet", "Cyrillic"),
    }
    strange = " ".join(dict.fromkeys(letters[present[0]]))
    return Problem(
        path,
        "L301",
        tr(
            "`{word}` mixes letters from different alphabets ({alphabets})",
            word=word[0],
            alphabets=all_of([names[name] for name in sorted(present)]),
        ),
        tr("type the word again, all in one alphabet"),
        part=piece(text, word.start(), word.end()),
        label=tr("{alphabet} here: {letters}", alphabet=names[present[0]], letters=strange),
    )


def _joined(question: AnyQuestion) -> str:
    """All texts of a question run together, made with as little work as can be: every question passes here."""
    pieces: list[str] = []
    for value in _VALUES[type(question)](question):
        if value.__class__ is str:
            pieces.append(value)
        elif value:
            pieces.extend(value if value.__class__ is tuple else value.values())
    if isinstance(question, Cloze):
        for gap in question.gaps.values():
            pieces += (gap.hint, *gap.accept, *gap.reject.values(), *gap.options.values(), *gap.feedback.values())
    return "".join(pieces)


def _names(kind: type[AnyQuestion]) -> list[str]:
    figures = ("distractors", "gaps") if kind in (Number, Date, Cloze) else ()
    return [name for name in TRANSLATED if name in kind.__dataclass_fields__ and name not in figures]


_VALUES = {kind: attrgetter(*_names(kind)) for kind in QUESTION_TYPES.values()}
