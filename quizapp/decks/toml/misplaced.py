"""Diagnoses, in a teacher's words, of what stands where TOML wants something else: in a key, for a value, after one."""

from __future__ import annotations

import difflib
import re
import unicodedata

from quizapp.core.messages import tr
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


def not_straight() -> Diagnosis:
    """A curly quote, or one of another language, where TOML wants a straight one."""
    return tr("these are not straight quotes"), tr('type " on both sides')


def no_such_date() -> Diagnosis:
    """A date that the calendar does not have."""
    return tr("this date does not exist"), tr("write year, month and day, such as 2025-05-08")


def odd(character: str) -> Diagnosis | None:
    """Diagnose a character that looks like one that TOML knows."""
    if not character or character in " \t":
        return None
    if character in _CURLY:
        return not_straight()
    code, kind = f"U+{ord(character):04X}", unicodedata.category(character)
    if character == "\r":
        return (
            tr("this line has an old Mac line ending ({code})", code=code),
            tr("save the file with Windows or Unix line endings"),
        )
    if kind == "Cc":
        return tr("there is a control character here ({code})", code=code), tr("delete it")
    if kind in ("Zs", "Zl", "Zp", "Cf"):
        named = f"{code} {unicodedata.name(character, '')}".rstrip()
        return (
            tr("there is an invisible character here ({character})", character=named),
            tr("delete it, or type an ordinary space"),
        )
    plain = unicodedata.normalize("NFKC", character)
    if plain != character and plain in set("=[]{}.,:;\"'#"):
        return (
            tr("`{typed}` is not `{plain}`", typed=character, plain=plain),
            tr("type `{character}`", character=plain),
        )
    return None


def no_statement(position: Position) -> Diagnosis:
    """A line that begins with something that neither a key nor a header begins with."""
    begin = position.after.strip()
    if begin.startswith(("//", "/*", ";", "%", "<!", "*", "--")):
        return _not_a_comment()
    if position.here in "{(":
        return (
            tr("this is not TOML, the format of decks"),
            tr("write each field on its own line: key = value"),
        )
    if position.here in "]})":
        return _closes_nothing(position.here)
    if position.here == "=":
        return tr("there is no key before the `=`"), tr("write key = value")
    if "=" in begin or position.here.isalpha():
        return no_equals(position)
    return _no_sign()


def no_equals(position: Position) -> Diagnosis:
    """A key that something else than `=` follows, or goes on with."""
    begun = re.split(r"[.{,\[]", position.before)[-1]
    ahead = re.match(r"[^=:.\"'{}\[\]]*", position.after)
    piece = (begun + (ahead[0] if ahead else "")).strip()
    follows = position.after[len(ahead[0]) if ahead else 0 :][:1]
    if position.text.lstrip().startswith("["):
        return _key_rule(position), _name(position, piece)
    if position.here == ":" and (key := position.before.strip()) and "=" not in key:
        return tr("there is no `=` after the key"), _statement(key, content(position.after[1:]).strip())
    if "{" in position.before and begun.strip()[:1] in ('"', "'") and position.here in (",", "}", ""):
        return tr("a list goes in square brackets"), tr("write [ and ] instead of { and }")
    if follows in ("=", ".", ":") and position.here not in ("", "=", '"', "'") and piece:
        return _key_rule(position), _name(position, piece)
    key = position.before.strip()
    if "=" in position.after and position.here not in ('"', "'", "[", "{"):
        return tr("there is no `=` after the key"), tr("write key = value")
    if key in DECK_FIELDS | QUESTION_FIELDS or (key and position.here in ('"', "'", "[", "{", "")):
        return tr("there is no `=` after the key"), _statement(key, content(position.after).strip())
    return _no_sign()


def no_name(position: Position) -> Diagnosis:
    """A key, or a part of one, that begins with something else than a letter, a digit or a quote."""
    if position.here == ",":
        return tr("there is nothing before this comma"), tr("delete it")
    if position.here in ("", "=", ".", "]", "}"):
        advice = tr("add it, or delete the dot") if "." in position.before else tr("add it")
        return tr("a name is missing here"), advice
    return no_equals(position)


def no_value(position: Position) -> Diagnosis:
    """Something after `=`, or in a list, that is no value."""
    begin = _WORD.match(position.after)
    word = begin[0] if begin else ""
    rest = position.rest
    if position.here in ("", "#"):
        key = key_of(position.text)
        advice = tr("write {example}", example=line(key)) if key in QUESTION_FIELDS else tr("add one")
        return tr("there is no value after `=`"), advice
    if position.here in ",]}":
        return tr("a value is missing here"), tr("add one, or delete the comma")
    if position.here in "=>":
        return tr("there is one `{sign}` too many", sign=position.here), tr("write one `=`")
    if word.lower().rstrip(".;") in _TRUTHS:
        return tr("`{word}` is not a value", word=word), tr("write true or false, in lower case")
    if word.lower() in _NOTHING:
        return tr("`{word}` is not a value", word=word), tr("leave the line out if it has no value")
    if position.here == "(":
        return tr("this is not a value"), tr("put a list in [ and ]")
    if shown := number_meant(word):
        return tr("this is not how a number is written"), shown
    if rest[-1:] in ('"', "'") and rest.count(rest[-1]) == 1:
        return tr("the text has no opening quote"), tr("put a {quote} before it", quote=rest[-1])
    inside = _brackets(position.before)
    text = re.split(r"[,\]}]", rest)[0].strip() if inside else rest.strip()
    if text and '"' not in text and len(text) <= LONGEST:
        return tr("this is not a value"), tr("put text in double quotes: {text}", text=quoted(text))
    return tr("this is not a value"), tr("put text in double quotes")


def after_value(position: Position) -> Diagnosis:
    """Something after the value of a statement, or after a header, on the same line."""
    if position.text.lstrip().startswith("["):
        if position.here == "]":
            return _closes_nothing("]")
        return tr("there is something after the header"), tr("put it on its own line")
    if diagnosis := number(position) or text_before(position):
        return diagnosis
    rest = position.rest.strip()
    last = position.before.rstrip()[-1:]
    if position.here in "]})" and rest:
        return _closes_nothing(position.here)
    if rest in (",", ";", "."):
        return (
            tr("there is a `{character}` after the value", character=rest),
            tr("delete this `{character}`", character=rest),
        )
    if last in ("]", "}") and rest.startswith(",") and rest.endswith(last):
        return (
            tr("the `{bracket}` before this closes too early", bracket=last),
            tr("keep only the last `{bracket}`", bracket=last),
        )
    if field := KEY.match(rest.lstrip(",; ")):
        return tr("there is a second field on this line"), tr("put `{field}` on its own line", field=field[1])
    if position.here == "," and re.match(r",\s*[\"']", rest):
        shown = content(position.text)[value_column(position.text) - 1 :]
        shown = shown if len(shown) <= LONGEST else '"...", "..."'
        return (
            tr("there are several values after the `=`"),
            tr("put them in square brackets: [{values}]", values=shown),
        )
    if rest.startswith(("//", "/*", "--")):
        return _not_a_comment()
    if re.search(r"=[ \t]*(?:true|false)\Z", position.before) and not position.before[-1:].isspace():
        return tr("this is not a value"), tr("write true or false, in lower case")
    if position.before[-1:].isspace() and last in ('"', "'"):
        return tr("there is something after the text"), tr("put it inside the quotes, or put # before it")
    return tr("there is something after the value"), tr("put it on its own line, or put # before it")


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
        return tr("this is not how a number is written"), shown
    if date := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", whole):
        year, month, day = date.groups()
        if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
            return no_such_date()
        written = f"{year}-{month:0>2}-{day:0>2}"
        return tr("this is not how a date is written"), tr("write {example}", example=written)
    if re.fullmatch(r"[0-9]{4}-[0-9]{1,2}", whole):
        return tr("this is not how a date is written"), tr("put it in double quotes: {text}", text=quoted(whole))
    if re.fullmatch(
        r"[0-9]{1,2}\s*[-./ ]\s*(?:[0-9]{1,2}|[^\W\d]+\.?)\s*[-./ ]\s*[0-9]{1,4}|[0-9]+/[0-9]+/[0-9]+", whole
    ):
        return tr("this is not how a date is written"), tr('write year, month and day in quotes: "1941-04-13"')
    key = key_of(position.text).partition(".")[0] if not inside else position.key
    if (unit := with_unit(whole)) and (key in _FIGURES or position.key in _FIGURES):
        if position.key == "answer" and len(unit) <= 20:
            advice = tr("write just the number, and unit = {unit} on the next line", unit=quoted(unit))
        else:
            advice = tr("write just the number")
    elif '"' not in whole and len(whole) <= LONGEST:
        advice = tr("write just the number, or put text in double quotes: {text}", text=quoted(whole))
    else:
        advice = tr("write just the number, or put text in double quotes")
    return tr("there is something after the number"), advice


def text_before(position: Position) -> Diagnosis | None:
    """Diagnose a text that ended just before a position: it ended too early, or lacks its closing quote."""
    end = len(position.before.rstrip())
    closed = next((text for text in _STRING.finditer(position.text) if text.end() == end), None)
    if closed is None:
        return None
    quote, inner = closed[0][0], closed[0][1:-1]
    if curly_at(inner) or any(sum(map(inner.count, pair)) % 2 for pair in _PAIRS[:2]):
        return not_straight()
    touching = end == len(position.before) and not position.here.isspace() and position.here not in ",;]})=:." + quote
    if touching and inner.rstrip().endswith(","):
        return tr("the text before this has no closing quote"), tr("put a {quote} before the comma", quote=quote)
    if quote == "'" and touching:
        return tr("the text ends at the apostrophe before this"), tr("put double quotes around the text")
    if quote == '"' and (touching or (position.here.isalnum() and position.rest.count('"') % 2)):
        return tr("the text ends at the quote before this"), tr('write \\" for a quote inside the text')
    return None


def _not_a_comment() -> Diagnosis:
    return tr("this is not a comment"), tr("start a comment with #")


def _closes_nothing(bracket: str) -> Diagnosis:
    return (
        tr("this `{bracket}` closes nothing", bracket=bracket),
        tr("delete this `{character}`", character=bracket),
    )


def _no_sign() -> Diagnosis:
    return tr("there is no `=` on this line"), tr("write key = value, or put # before a comment")


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
        shown = line(key) if key in DECK_FIELDS | QUESTION_FIELDS else f"{key} = ..."
    else:
        written = value if value[0] in "\"'[{+-0123456789" or value in ("true", "false") else quoted(value)
        shown = f"{key} = {written}" if len(written) <= LONGEST else f'{key} = "..."'
    return tr("write {example}", example=shown)


def _key_rule(position: Position) -> str:
    spaced = position.before[-1:].isspace() and (position.here.isalnum() or position.here in "-_")
    return tr("a key cannot contain spaces") if spaced else tr("a key can only contain a-z, A-Z, 0-9, - and _")


def _name(position: Position, piece: str) -> str:
    """Advice on a piece of a key that no key can hold."""
    id = nearest_id(piece)
    first = not re.search(r"[.{,=\[]", position.before)
    if first and (not position.header.strip() or QUESTION_HEADER.match(position.header)):
        near = difflib.get_close_matches(id, DECK_FIELDS | QUESTION_FIELDS, 1)
        return tr("did you mean `{name}`?", name=near[0]) if near else tr("use the name of a field, such as prompt")
    return tr("did you mean `{name}`?", name=dotted((id,))) if id else tr("choose another name")
