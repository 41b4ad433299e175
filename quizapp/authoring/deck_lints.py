"""Lints that look beyond the questions: at the file, its earlier version, the cited works, and what was allowed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from quizapp.authoring.blocks import positions
from quizapp.authoring.versions import lost_ids
from quizapp.core.decks.deck import DeckInfo
from quizapp.core.formats import decimal
from quizapp.core.messages import tr, trc
from quizapp.core.questions.base import ID_PATTERN
from quizapp.core.questions.problems import Path as Keys
from quizapp.core.questions.problems import Problem, meant
from quizapp.core.questions.typed import Number
from quizapp.core.questions.types import AnyQuestion
from quizapp.decks.deck_file import DeckFile
from quizapp.decks.toml.spans import lines_of
from quizapp.decks.toml.text import Unfit, read_text

USUAL_LICENCES = (
    "CC0-1.0",
    "CC-BY-4.0",
    "CC-BY-SA-4.0",
    "CC-BY-NC-4.0",
    "CC-BY-NC-SA-4.0",
    "CC-BY-ND-4.0",
    "MIT",
    "Apache-2.0",
)
USUAL_LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pl", "pt", "ru", "tr", "uk")


def upkeep(deck_file: DeckFile, before: str) -> Iterator[Problem]:
    """Yield the problems of a deck apart from its questions; `before` is the text of its earlier version, if any."""
    tree = deck_file.tree or {}
    yield from _name(deck_file.path, tree.get("id"))
    yield from _licence(tree.get("license"))
    yield from _language(tree.get("language", "en"))
    yield from _misread_numbers(deck_file)
    if deck_file.info is not None:
        yield from _quotes(deck_file.path.parent, deck_file.info, deck_file.questions)
    yield from lost_ids(before, deck_file.text, tree)


def allowances(
    questions: Sequence[tuple[int, AnyQuestion]], lints: Collection[str], needed: Collection[tuple[str, str]]
) -> Iterator[Problem]:
    """Yield the problems with `allow`: lints that do not exist, or (by question id and code) are not `needed`."""
    for index, question in questions:
        for nth, code in enumerate(question.allow):
            path: Keys = ("questions", index, "allow", nth)
            if code not in lints:
                advice = tr("errors cannot be allowed") if code.startswith("E") else meant(code, sorted(lints))
                yield Problem(path, "L107", tr("`{code}` is not a warning that can be allowed", code=code), advice)
            elif (question.id, code) not in needed:
                message = tr("{code} does not need to be allowed here", code=code)
                yield Problem(path, "L108", message, trc("a code", "remove it"))


def _name(path: Path, id: object) -> Iterator[Problem]:
    if isinstance(id, str) and ID_PATTERN.match(id) and path.stem != id:
        message = tr("the file is named {file}, but the deck has the id `{id}`", file=path.name, id=id)
        better = f"{id}.toml"
        advice = tr("rename the file to {file}, or change the id", file=better)
        yield Problem(("id",), "L105", message, advice)


def name_and_language(path: Path, language: str) -> Iterator[Problem]:
    """Yield the problems with the name of a translation file and its language."""
    if problems := list(_language(language)):
        yield from problems
    elif path.suffixes[-2:-1] != [f".{language}"]:
        message = tr("the file is named {file}, but its language is `{language}`", file=path.name, language=language)
        better = f"{path.name.split('.')[0]}.{language}.toml"
        advice = tr("rename the file to {file}, or change the language", file=better)
        yield Problem(("language",), "L105", message, advice)


def _language(tag: object) -> Iterator[Problem]:
    """L109: numbers and dates are read and written as in that language, if it is known."""
    if not isinstance(tag, str) or tag in USUAL_LANGUAGES:
        return
    from babel import Locale, UnknownLocaleError  # 15 ms, and no locale data but those of the language

    known = Locale("en").languages
    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        if tag.split("-")[0] in known and all(part.isalnum() for part in tag.split("-")):
            return  # a language without data of its own, such as Latin
        names = {name.casefold(): code for code, name in known.items()}
        names |= {(Locale(code).get_display_name() or "").casefold(): code for code in USUAL_LANGUAGES}
        near = names.get(tag.casefold()) or tag.replace("_", "-").split("-")[0].lower()
        advice = meant(near, [near]) if near in known else tr("use a BCP 47 tag, such as en, nl or de-CH")
        yield Problem(("language",), "L109", tr("`{tag}` is not a language tag", tag=tag), advice)


def _misread_numbers(deck_file: DeckFile) -> Iterator[Problem]:
    """L216: in TOML a point is a decimal point, also where three digits follow."""
    asked = [
        (index, question)
        for index, question in deck_file.questions
        if isinstance(question, Number)
        and any(map(_fraction, (question.answer, *question.distractors.values())))
        and not question.tolerance % 1
    ]
    figures = {f"{figure:.3f}" for _, question in asked for figure in (question.answer, *question.distractors.values())}
    if not any(written in deck_file.readable for written in figures):
        return
    spots, lines = positions(deck_file.readable), lines_of(deck_file.readable)
    for index, question in asked:
        for key in (("answer",), *(("distractors", name) for name in question.distractors)):
            path: Keys = ("questions", index, *key)
            span = spots.find(path)
            written = lines[span.line - 1][span.column - 1 : span.end_column - 1]
            if re.fullmatch(r"[+-]?[1-9]\d{0,2}\.\d{3}", written):
                places = len(f"{float(written):g}".partition(".")[2])
                value = decimal(float(written), places)
                message = tr("{written} is read as {value}, not as thousands", written=written, value=value)
                advice = tr(
                    "if you mean thousands, write {digits}; if not, write fewer decimals",
                    digits=written.replace(".", ""),
                )
                yield Problem(path, "L216", message, advice)


def _fraction(figure: float) -> bool:
    return isinstance(figure, float)


def _licence(licence: object) -> Iterator[Problem]:
    if not isinstance(licence, str) or not licence or licence in USUAL_LICENCES:
        return
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression  # 4 ms

    try:
        canonicalize_license_expression(licence)
    except InvalidLicenseExpression:
        message = tr("`{licence}` is not an SPDX licence", licence=licence)
        yield Problem(("license",), "L104", message, meant(licence.replace(" ", "-"), USUAL_LICENCES))


def _quotes(folder: Path, info: DeckInfo, questions: Sequence[tuple[int, AnyQuestion]]) -> Iterator[Problem]:
    works: dict[str, str] = {}
    for name, source in info.sources.items():
        if source.file:
            try:
                works[name] = _folded(read_text(folder / source.file, folder))
            except Unfit as error:
                problem = error.located.problem
                advice = tr("name a text file in the deck's folder")
                yield Problem(("sources", name, "file"), "L305", f"{source.file}: {problem.message}", advice)
    if not works:
        return
    for index, question in questions:
        citation = question.source
        if citation and citation.quote and citation.id in works and not _stands_in(citation.quote, works[citation.id]):
            message = tr("these words are not in {file}", file=info.sources[citation.id].file)
            advice = tr("quote word for word; ... or [...] can stand for what you leave out")
            yield Problem(("questions", index, "source", "quote"), "L302", message, advice)


def _stands_in(quote: str, work: str) -> bool:
    """Return whether the pieces of a quote, between marks of omission, follow each other in a text that is folded."""
    at = 0
    for piece in re.split(r"\[?(?:\.\.\.|…)\]?", quote):
        at = work.find(_folded(piece), at)
        if at < 0:
            return False
    return True


_MARKS = str.maketrans("‘’‚“”„«»–—", "'''" + '"' * 5 + "--")


def _folded(text: str) -> str:
    """Text without differences that are the printer's: quotation marks, dashes, spaces and line ends, capitals."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_MARKS).casefold().split())
