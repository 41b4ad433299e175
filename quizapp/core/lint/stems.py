"""The stem of a question: its length, its negations, and what it gives away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizapp.core.lint.items import Item, Offer, piece, spot, tokens
from quizapp.core.lint.words import SHORTEST_ROOT, Negation, Words
from quizapp.core.messages import tr, trc, trn
from quizapp.core.questions.choices import Choice, Multiple
from quizapp.core.questions.problems import Also, Problem

MOST_WORDS = 60
MOST_CHARACTERS = 400
"""Ten lines of 40 columns: on the smallest screen that quizapp serves, no room would be left for the answer."""

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")
_NAME = re.compile(r"[^\W\d_a-z]\w+")
_NAME_ROOT = 3  # Russia, Rusland and Russisch have no more in common
_SENTENCE = re.compile(r"[^.?!\n\u2026]+[.?!\u2026]*")
_CLAUSE = re.compile(r"[^,;:()]+")
_ARTICLE = re.compile(r"(?<![/(\w.])([^\W\d_]{1,2})(?=\s*(?:__|[\s.:\u2026-]*\Z))")
_AS_CONSONANT = re.compile(r"eu|ewe|onc?e\b|u(?:ni(?![dmn])|s[aeiu]|k\b|ti|to|ra|bi)")
_AS_VOWEL = re.compile(r"[aeiou]|hour|hono|honest|heir|8|1[18](?!\d)")


def long_stem(item: Item, words: Words) -> Iterator[Problem]:
    """L215: a prompt too long to read before every answer.

    Haladyna, Downing & Rodriguez (2002), guidelines 13 and 16: as little reading as will do, and no window dressing.
    """
    prompt = item.question.prompt
    if len(prompt) <= MOST_CHARACTERS // 2:
        return
    count = len(prompt.split())
    if count > MOST_WORDS or len(prompt) > MOST_CHARACTERS:
        yield Problem(
            (*item.path, "prompt"),
            "L215",
            tr(
                "the prompt is long ({words}, {characters})",
                words=trn("{count} word", "{count} words", count),
                characters=trn("{count} character", "{count} characters", len(prompt)),
            ),
            tr(
                "aim for at most {words} words and {characters} characters; background can go in `explanation`",
                words=MOST_WORDS,
                characters=MOST_CHARACTERS,
            ),
        )


def clang(offer: Offer, words: Words) -> Iterator[Problem]:
    """L203: a word of the stem comes back in the right option, and in no other.

    Haladyna, Downing & Rodriguez (2002), guideline 28b: clang associations. Words are compared without their endings.
    """
    if not words.stop or len(offer.right) > 1:
        return
    ((option, text),) = offer.right.items()
    stem = offer.stem.lower()
    echoes = [
        word for word in tokens(text) if word[:SHORTEST_ROOT] in stem and word not in words.stop and len(word) > 1
    ]
    if not echoes:
        return
    asked = {words.root(word): word for word in words.content(stem)}
    others = "\n".join(offer.wrong.values())
    elsewhere = {words.root(word) for word in tokens(others)}
    names = {name[:_NAME_ROOT] for name in _NAME.findall(others)}
    for word in echoes:
        place = spot(text, word)
        if (
            (root := words.root(word)) in asked
            and root not in elsewhere
            and text[slice(*place)][:_NAME_ROOT] not in names
        ):
            yield Problem(
                offer.place(option),
                "L203",
                tr("only the right option repeats `{word}` from the question", word=asked[root]),
                tr("use the word in a wrong option too, or reword this one"),
                part=piece(text, *place),
                also=(Also((*offer.item.path, "prompt"), trc("a place in the deck", "the question")),),
            )
            return


def unmarked_negation(item: Item, words: Words) -> Iterator[Problem]:
    """L204: the stem asks for what does not hold, and a hasty reader misses the little word that says so.

    Haladyna, Downing & Rodriguez (2002), guideline 17: ask positively, or write the negative in capitals. Why something
    did not happen, or who said that it would not, is no such question: there the negation belongs to the matter.
    """
    question = item.question
    if not isinstance(question, Choice | Multiple) or words.negation.tokens.isdisjoint(tokens(question.prompt)):
        return
    asking = _asking(question.prompt)
    span = _left_out(asking, words.negation) or _denied(asking, words.negation)
    if span and not (word := question.prompt[slice(*span)]).isupper():
        yield Problem(
            (*item.path, "prompt"),
            "L204",
            tr("`{word}` is easy to miss in this question", word=word),
            tr("ask it without a negative, or write that word in capitals"),
            part=piece(question.prompt, *span),
        )


def telling_article(offer: Offer, words: Words) -> Iterator[Problem]:
    """L205: the stem ends in an article that some options cannot follow.

    Haladyna, Downing & Rodriguez (2002), guideline 28c: grammatical inconsistencies.
    """
    if not words.articles:
        return
    match = _ARTICLE.search(offer.stem, 0 if "__" in offer.stem else max(0, len(offer.stem) - 20))
    if not match or match[1].lower() not in words.articles:
        return
    article = match[1].lower()
    fitting = {option: _article(text, words) in (None, article) for option, text in offer.texts()}
    if not all(fitting.values()):
        yield Problem(
            (*offer.item.path, "prompt"),
            "L205",
            tr("`{article}` does not fit every option", article=match[1]),
            tr("move the article into each option"),
            part=piece(offer.stem, *match.span(1)),
            also=tuple(
                Also(offer.place(option), tr("not `{article}`", article=article))
                for option in fitting
                if not fitting[option]
            ),
        )


def _article(text: str, words: Words) -> str | None:
    """The indefinite article before a text, or None where it has one, or is not read as it is spelled."""
    word = text.strip().split()[0]
    if word.lower() in (*words.articles, "the") or (word.isupper() and len(word) > 1) or not word.isascii():
        return None
    sound = word.lower().lstrip("'\"(")
    return "an" if _AS_VOWEL.match(sound) and not _AS_CONSONANT.match(sound) else "a"


def _asking(prompt: str) -> re.Match[str]:
    """The sentence that asks: the last one with a question mark, or else the last."""
    sentences = list(_SENTENCE.finditer(prompt))
    return next((sentence for sentence in reversed(sentences) if sentence[0].endswith("?")), sentences[-1])


def _left_out(sentence: re.Match[str], negation: Negation) -> tuple[int, int] | None:
    """The word that leaves something out at the end of the sentence: `all of these, except`."""
    words = list(_WORD.finditer(sentence.string, *sentence.span()))
    while words and words[-1][0].lower() in negation.fillers:
        words.pop()
    last = words[-1][0].lower() if words else ""
    unfinished = not sentence[0].endswith("?")
    return words[-1].span() if last in negation.exceptions or (unfinished and last in negation.negatives) else None


def _denied(sentence: re.Match[str], negation: Negation) -> tuple[int, int] | None:
    """The word that denies in the clause that asks: the sentence's first or last, up to a clause of another kind."""
    clauses = list(_CLAUSE.finditer(sentence.string, *sentence.span()))
    for clause in (*clauses[:1], *clauses[1:][-1:]):
        words = list(_WORD.finditer(clause.string, *clause.span()))
        if span := _denial(words, negation):
            return span
    return None


def _denial(words: list[re.Match[str]], negation: Negation) -> tuple[int, int] | None:
    asking = stated = False
    ordered = bool(words) and words[0][0].lower() in negation.orders
    for token, following in zip(words, [*(token[0].lower() for token in words[1:]), ""], strict=False):
        word = token[0].lower().replace("\u2019", "'")
        if not ordered and (word in negation.openers or (asking and word in negation.askers)):
            return None
        negative = word in negation.negatives or (stated and word in negation.denials)
        if (asking or ordered) and negative and following not in negation.harmless:
            return token.span()
        asking = asking or word in negation.askers
        stated = stated or word in negation.copulas
    return None
