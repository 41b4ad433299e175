"""Diagnoses, in a teacher's words, of what stands where TOML wants something else: in a key, for a value, after one."""

from __future__ import annotations

import difflib
import re
import unicodedata

from quizapp.core.questions.base import nearest_id
from quizapp.decks.suggestions import (
    DECK_FIELDS,
    LONGEST,
    QUESTION_FIELDS,
    dotted,
    line,
    number_meant,
    quoted,
    with_unit,
)
from quizapp.decks.toml.positions import Diagnosis, Position
from quizapp.decks.toml.statements import KEY, QUESTION_HEADER, content, key_of, value_column

STRAIGHT: Diagnosis = ("these are not straight quotes", 'type " on both sides')
NO_SUCH_DATE: Diagnosis = ("there is no such date", "write year, month and day, such as 2025-05-08")
CLOSED_EARLY: Diagnosis = ("the text ended at the quote before this", 'write \\" for a quote within the text')

_CURLY = "“”„‟«»‹›‘’‚‛`´″〝〞「」『』"
_PAIRS = ("“”„‟", "«»", "‘’‚")
_STRING = re.compile(r"\"(?:\\.|[^\"\\])*\"|'[^']*'")
_WORD = re.compile(r"[^\s,\]})#]+")
_TRUTHS = frozenset(
    (
        *("true", "false", "yes", "no", "on", "off", "vrai", "faux", "oui", "non", "ja", "nee", "nein"),
        *("waar", "onwaar", "wahr", "falsch", "sí", "verdadero", "falso", "vero"),
    )
)
_NOTHING = frozenset(("none", "null", "nil", "~", "-"))
_FIGURES = frozenset(
    ("answer", "tolerance", "points", "difficulty", "penalty", "typos", "year", "month", "format", "distractors")
)


def odd(character: str) -> Diagnosis | None:
    """Diagnose a character that looks like one that TOML knows."""
    if not character or character in " \t":
        return None
    if character in _CURLY:
        return STRAIGHT
    code, kind = f"U+{ord(character):04X}", unicodedata.category(character)
    if character == "\r":
        return f"a line ends in an old way here ({code})", "save the file with the line ends of Windows or Unix"
    if kind == "Cc":
        return f"a control character ({code}) stands here", "remove it"
    if kind in ("Zs", "Zl", "Zp", "Cf"):
        name = unicodedata.name(character, "character that cannot be seen").lower()
        article = "an" if name[0] in "aeiou" else "a"
        return f"{article} {name} ({code}) stands here", "remove it, or type an ordinary space"
    plain = unicodedata.normalize("NFKC", character)
    if plain != character and plain in set("=[]{}.,:;\"'#"):
        return f"`{character}` is not `{plain}`", f"type `{plain}`"
    return None


def no_statement(position: Position) -> Diagnosis:
    """A line that begins with something that neither a key nor a header begins with."""
    begin = position.after.strip()
    if begin.startswith(("//", "/*", ";", "%", "<!", "*", "--")):
        return "this is no remark", "begin a remark with #"
    if position.here in "{(":
        return "this is not TOML, the notation of decks", "write each field on a line of its own: key = value"
    if position.here in "]})":
        return f"this `{position.here}` closes nothing", f"remove this `{position.here}`"
    if position.here == "=":
        return "there is no key before the `=`", "write key = value"
    if "=" in begin or position.here.isalpha():
        return no_equals(position)
    return "there is no `=` in this line", "write key = value, or # before a remark"


def no_equals(position: Position) -> Diagnosis:
    """A key that something else than `=` follows, or goes on with."""
    begun = re.split(r"[.{,\[]", position.before)[-1]
    ahead = re.match(r"[^=:.\"'{}\[\]]*", position.after)
    piece = (begun + (ahead[0] if ahead else "")).strip()
    follows = position.after[len(ahead[0]) if ahead else 0 :][:1]
    if position.text.lstrip().startswith("["):
        return _key_rule(position), _name(position, piece)
    if position.here == ":" and (key := position.before.strip()) and "=" not in key:
        return "there is no `=` after the key", _statement(key, content(position.after[1:]).strip())
    if "{" in position.before and begun.strip()[:1] in ('"', "'") and position.here in (",", "}", ""):
        return "a list stands in square brackets", "write [ and ] rather than { and }"
    if follows in ("=", ".", ":") and position.here not in ("", "=", '"', "'") and piece:
        return _key_rule(position), _name(position, piece)
    key = position.before.strip()
    if "=" in position.after and position.here not in ('"', "'", "[", "{"):
        return "there is no `=` after the key", "write key = value"
    if key in DECK_FIELDS | QUESTION_FIELDS or (key and position.here in ('"', "'", "[", "{", "")):
        return "there is no `=` after the key", _statement(key, content(position.after).strip())
    return "there is no `=` in this line", "write key = value, or # before a remark"


def no_name(position: Position) -> Diagnosis:
    """A key, or a part of one, that begins with something else than a letter, a digit or a quote."""
    if position.here == ",":
        return "there is nothing before this comma", "remove it"
    if position.here in ("", "=", ".", "]", "}"):
        return "a name is missing here", "write it, or remove the dot" if "." in position.before else "write it"
    return no_equals(position)


def no_value(position: Position) -> Diagnosis:
    """Something after `=`, or in a list, that is no value."""
    begin = _WORD.match(position.after)
    word = begin[0] if begin else ""
    rest = position.rest
    if position.here in ("", "#"):
        key = key_of(position.text)
        return "there is no value after `=`", f"write {line(key)}" if key in QUESTION_FIELDS else "write one"
    if position.here in ",]}":
        return "a value is missing here", "write one, or remove the comma"
    if position.here in "=>":
        return f"there is a `{position.here}` too many", "write one `=`"
    if word.lower().rstrip(".;") in _TRUTHS:
        return f"`{word}` is not a value", "write true or false, in small letters"
    if word.lower() in _NOTHING:
        return f"`{word}` is not a value", "leave the line out if there is nothing to say"
    if position.here == "(":
        return "this is not a value", "write a list in [ and ]"
    if shown := number_meant(word):
        return "this is not how a number is written", shown
    if rest[-1:] in ('"', "'") and rest.count(rest[-1]) == 1:
        return "the text has no opening quote", f"put a {rest[-1]} before it"
    inside = _brackets(position.before)
    text = re.split(r"[,\]}]", rest)[0].strip() if inside else rest.strip()
    shown = f": {quoted(text)}" if text and '"' not in text and len(text) <= LONGEST else ""
    return "this is not a value", f"put text in double quotes{shown}"


def after_value(position: Position) -> Diagnosis:
    """Something after the value of a statement, or after a header, on the same line."""
    if position.text.lstrip().startswith("["):
        if position.here == "]":
            return "this `]` closes nothing", "remove this `]`"
        return "something stands after the header", "put it on a line of its own"
    if diagnosis := number(position) or text_before(position):
        return diagnosis
    rest = position.rest.strip()
    last = position.before.rstrip()[-1:]
    if position.here in "]})" and rest:
        return f"this `{position.here}` closes nothing", f"remove this `{position.here}`"
    if rest in (",", ";", "."):
        return f"a `{rest}` stands after the value", f"remove this `{rest}`"
    if last in ("]", "}") and rest.startswith(",") and rest.endswith(last):
        return f"the `{last}` before this closes too early", f"keep only the last `{last}`"
    if field := KEY.match(rest.lstrip(",; ")):
        return "a second field stands on this line", f"put `{field[1]}` on a line of its own"
    if position.here == "," and re.match(r",\s*[\"']", rest):
        shown = content(position.text)[value_column(position.text) - 1 :]
        shown = shown if len(shown) <= LONGEST else '"...", "..."'
        return "several values stand after the `=`", f"put them in square brackets: [{shown}]"
    if rest.startswith(("//", "/*", "--")):
        return "this is no remark", "begin a remark with #"
    if re.search(r"=[ \t]*(?:true|false)\Z", position.before) and not position.before[-1:].isspace():
        return "this is not a value", "write true or false, in small letters"
    if position.before[-1:].isspace() and last in ('"', "'"):
        return "something stands after the text", "put it within the quotes, or # before it"
    return "something stands after the value", "put it on a line of its own, or # before it"


def number(position: Position) -> Diagnosis | None:
    """A number that is not written as TOML wants it, if the value before a position is one."""
    inside = _brackets(position.before)
    begun = re.search(r"(?:^|[=,\[])[ \t]*([+-]?[0-9][0-9_]*(?:\.[0-9]+)?)[ \t]*\Z", position.before)
    if begun is None or position.here == "\r":
        return None
    whole = position.text[begun.start(1) :]
    whole = (re.split(r"[\]}]|,(?![0-9])", whole)[0] if inside else content(whole)).strip()
    if inside and re.search(r"[\s,]", whole) and not re.fullmatch(r"[+-]?[0-9]{1,3}(?: [0-9]{3})+", whole):
        return None
    if shown := number_meant(whole):
        return "this is not how a number is written", shown
    if date := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", whole):
        year, month, day = date.groups()
        if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
            return NO_SUCH_DATE
        return "this is not how a date is written", f"write {year}-{month:0>2}-{day:0>2}"
    if re.fullmatch(r"[0-9]{4}-[0-9]{1,2}", whole):
        return "this is not how a date is written", f"put it in double quotes: {quoted(whole)}"
    if re.fullmatch(
        r"[0-9]{1,2}\s*[-./ ]\s*(?:[0-9]{1,2}|[^\W\d]+\.?)\s*[-./ ]\s*[0-9]{1,4}|[0-9]+/[0-9]+/[0-9]+", whole
    ):
        return "this is not how a date is written", 'write year, month and day in quotes: "1941-04-13"'
    key = key_of(position.text).partition(".")[0] if not inside else position.key
    if (unit := with_unit(whole)) and (key in _FIGURES or position.key in _FIGURES):
        more = f", and unit = {quoted(unit)} on the next line" if position.key == "answer" and len(unit) <= 20 else ""
        return "something stands after the number", f"write the number alone{more}"
    shown = f": {quoted(whole)}" if '"' not in whole and len(whole) <= LONGEST else ""
    return "something stands after the number", f"write the number alone, or put text in double quotes{shown}"


def text_before(position: Position) -> Diagnosis | None:
    """Diagnose a text that ended just before a position: it ended too early, or lacks its closing quote."""
    end = len(position.before.rstrip())
    closed = next((text for text in _STRING.finditer(position.text) if text.end() == end), None)
    if closed is None:
        return None
    quote, inner = closed[0][0], closed[0][1:-1]
    if curly_at(inner) or any(sum(map(inner.count, pair)) % 2 for pair in _PAIRS[:2]):
        return STRAIGHT
    touching = end == len(position.before) and not position.here.isspace() and position.here not in ",;]})=:." + quote
    if touching and inner.rstrip().endswith(","):
        return "the text before this has no closing quote", f"put a {quote} before the comma"
    if quote == "'" and touching:
        return "the text ended at the apostrophe before this", "put double quotes around the text"
    if quote == '"' and (touching or (position.here.isalnum() and position.rest.count('"') % 2)):
        return CLOSED_EARLY
    return None


def curly_at(text: str) -> int:
    """The place (from 1) of a curly quote that ends a text and has none to open it; 0 if it does not end so."""
    end = text.rstrip(" \t,]}")
    alone = any(end[-1:] in pair and end[-1:] and sum(map(end.count, pair)) % 2 for pair in _PAIRS)
    return len(end) if alone else 0


def _brackets(before: str) -> bool:
    """Return whether a list or an inline table is open at the end of some text."""
    bare = _STRING.sub("", before.partition("=")[2] or before)
    return bare.count("[") + bare.count("{") > bare.count("]") + bare.count("}")


def _statement(key: str, value: str) -> str:
    """Advice on writing a key with a value that may lack quotes."""
    if not value:
        return f"write {line(key)}" if key in DECK_FIELDS | QUESTION_FIELDS else f"write {key} = value"
    written = value if value[0] in "\"'[{+-0123456789" or value in ("true", "false") else quoted(value)
    return f"write {key} = {written}" if len(written) <= LONGEST else f'write {key} = "..."'


def _key_rule(position: Position) -> str:
    spaced = position.before[-1:].isspace() and (position.here.isalnum() or position.here in "-_")
    return "a key has no spaces" if spaced else "a key may hold only a-z, A-Z, 0-9, - and _"


def _name(position: Position, piece: str) -> str:
    """Advice on a piece of a key that no key can hold."""
    id = nearest_id(piece)
    first = not re.search(r"[.{,=\[]", position.before)
    if first and (not position.header.strip() or QUESTION_HEADER.match(position.header)):
        near = difflib.get_close_matches(id, DECK_FIELDS | QUESTION_FIELDS, 1)
        return f"did you mean `{near[0]}`?" if near else "use the name of a field, such as prompt"
    return f"did you mean `{dotted((id,))}`?" if id else "use such a name"
