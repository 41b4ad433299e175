"""What a teacher is told to write instead: for a field or type of another name, and for a value of the wrong kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizapp.core.questions.problems import Problem
from quizapp.decks.reader import examine

HEAD = 'format = 1\nid = "rivers"\ntitle = "Rivers"\nsources.atlas = { title = "An Atlas" }\n'
CARD = '[[questions]]\nid = "q"\ntype = "card"\nprompt = "Which?"\nback = "Po"\n'
CHOICE = '[[questions]]\nid = "q"\ntype = "choice"\nprompt = "Which?"\noptions = { a = "A", b = "B" }\nanswer = "a"\n'
MULTIPLE = CHOICE.replace('"choice"', '"multiple"').replace('answer = "a"', 'answer = ["a"]')
TEXT = '[[questions]]\nid = "q"\ntype = "text"\nprompt = "Which?"\naccept = ["Po"]\n'
NUMBER = '[[questions]]\nid = "q"\ntype = "number"\nprompt = "How long?"\nanswer = 652\n'
TRUTH = '[[questions]]\nid = "q"\ntype = "true-false"\nprompt = "It is."\nanswer = true\n'
CLOZE = '[[questions]]\nid = "q"\ntype = "cloze"\nprompt = "The {{river}}."\ngaps.river = { accept = ["Po"] }\n'
OPEN = '[[questions]]\nid = "q"\ntype = "open"\nprompt = "Why?"\nrubric = ["It is."]\nmodel = "It is."\n'
MATCH = (
    '[[questions]]\nid = "q"\ntype = "match"\nprompt = "Which?"\nleft = { a = "A", b = "B" }\n'
    'right = { c = "C", d = "D" }\nanswer = { a = "c", b = "d" }\n'
)


def told(folder: Path, content: str) -> list[str]:
    """The code and the advice of every problem of a deck, or of one with such a question."""
    path = folder / "rivers.toml"
    path.write_text(HEAD + content if content.startswith("[[") else content, "utf-8")
    return [f"{problem.code}: {problem.help}" for problem in examine(path).problems if isinstance(problem, Problem)]


ADVICE: dict[str, tuple[str, str]] = {
    # fields of another name
    "front": (CARD.replace("prompt", "front"), "E102: did you mean `prompt`?"),
    "Prompt": (CARD.replace("prompt", "Prompt"), "E102: did you mean `prompt`?"),
    "a card's answer": (CARD.replace("back", "answer"), "E102: did you mean `back`?"),
    "choices": (CHOICE.replace("options", "choices"), "E102: did you mean `options`?"),
    "correct": (CHOICE.replace("answer", "correct"), "E102: did you mean `answer`?"),
    "answers": (MULTIPLE.replace("answer", "answers"), "E102: did you mean `answer`?"),
    "a text's answer": (TEXT.replace("accept", "answer"), "E102: did you mean `accept`?"),
    "a cloze's answer": (
        CLOZE.replace('gaps.river = { accept = ["Po"] }', 'answer = "Po"'),
        'E102: write gaps.NAME = { accept = ["..."] }',
    ),
    "a gap's answer": (CLOZE.replace("{ accept", "{ answer"), "E102: did you mean `accept`?"),
    "a deck's name": (HEAD.replace("\ntitle", "\nname") + CARD, "E102: did you mean `title`?"),
    "a question's field in the head": (
        HEAD + "difficulty = 3\n" + CARD,
        "E102: it belongs to a question: is a [[questions]] line missing above?",
    ),
    "a deck's field in a question": (
        CARD + 'sources.map = { title = "A Map" }\n',
        "E102: it belongs to the deck: put it at the top of the file, before the first [[questions]]",
    ),
    "a source described where it is cited": (
        CARD + 'source = { title = "A Map" }\n',
        'E102: write sources.NAME = { title = "..." } at the top of the file, and cite it: source = { id = "NAME" }',
    ),
    # fields that are missing
    "no id": (CARD.replace('id = "q"\n', ""), 'E101: add id = "...", or let `quizapp ids` write one'),
    "no prompt": (CARD.replace('prompt = "Which?"\n', ""), 'E101: add prompt = "..."'),
    "no options": (CHOICE.replace('options = { a = "A", b = "B" }\n', ""), 'E101: add options.NAME = "..."'),
    "no right options": (MULTIPLE.replace('answer = ["a"]\n', ""), 'E101: add answer = ["...", "..."]'),
    "no truth": (TRUTH.replace("answer = true\n", ""), "E101: add answer = true"),
    "no format": (HEAD.replace("format = 1\n", "") + CARD, "E101: add format = 1"),
    "no id of a deck": (HEAD.replace('id = "rivers"\n', "") + CARD, 'E101: add id = "..."'),
    # values of the wrong kind
    "a list of one": (CHOICE.replace('= "a"\n', '= ["a"]\n'), "E104: remove the square brackets"),
    "two right options": (
        CHOICE.replace('= "a"\n', '= ["a", "b"]\n'),
        'E104: name one option; for several right ones, use type = "multiple"',
    ),
    "an option by its number": (
        CHOICE.replace('= "a"\n', "= 0\n"),
        "E104: write the id of the right option, in double quotes",
    ),
    "a list as hint": (CARD + 'hint = ["a", "b"]', "E104: write one text, without square brackets"),
    "a number as text": (CARD + "hint = 12", 'E104: put it in double quotes: "12"'),
    "an option as a table": (
        CHOICE.replace('a = "A"', 'a = { text = "A" }'),
        'E104: write options.a = "..."',
    ),
    "texts in one": (MULTIPLE.replace('["a"]', '"a, b"'), 'E104: write ["a", "b"]'),
    "a number as a list": (TEXT.replace('["Po"]', "1941"), 'E104: write ["1941"]'),
    "a rubric as text": (OPEN.replace('["It is."]', '"It is, and why."'), 'E104: write ["It is, and why."]'),
    "a table as a list": (CARD + "tags = { a = 1 }", 'E104: write tags = ["...", "..."]'),
    "a source as text": (CARD + 'source = "atlas"', 'E104: write source = { id = "atlas" }'),
    "a source's title alone": (
        HEAD + 'sources.map = "A Map"\n' + CARD,
        'E104: write sources.map = { title = "A Map" }',
    ),
    "a gap as text": (CLOZE.replace('{ accept = ["Po"] }', '"Po"'), 'E104: write gaps.river = { accept = ["Po"] }'),
    "a gap as a list": (CLOZE.replace('{ accept = ["Po"] }', '["Po"]'), 'E104: write gaps.river = { accept = ["Po"] }'),
    "options as a list": (
        CHOICE.replace('{ a = "A", b = "B" }', '["A", "B"]'),
        'E104: write options.NAME = "..." for each',
    ),
    "pairs as text": (MATCH.replace('{ a = "c", b = "d" }', '"a-c"'), 'E104: write answer.LEFT = "RIGHT"'),
    "true in quotes": (
        TRUTH.replace("true\n", '"vrai"\n'),
        "E104: write true or false, in lower case and without quotes",
    ),
    "a number in quotes": (NUMBER.replace("652", '"652"'), "E104: write 652, without quotes"),
    "a number in quotes with a space": (NUMBER.replace("652", '"1 652"'), "E104: write 1652, without quotes"),
    "a percentage": (NUMBER + 'tolerance = "10%"', "E104: write just the number, without quotes"),
    "a fraction of points": (CARD + "points = 2.0", "E104: write 2, without a decimal point"),
    "a difficulty in words": (CARD + 'difficulty = "hard"', "E104: write a whole number from 1 to 5"),
    "a year for a date": (
        HEAD.replace('Atlas" }', 'Atlas", published = 1941 }') + CARD,
        "E104: write year, month and day",
    ),
    # ids and gaps
    "an id with an accent": (CARD.replace('"q"', '"élan vital"'), "hyphens only; did you mean `elan-vital`?"),
    "an id that says nothing": (CARD.replace('"q"', '"?!"'), "E106: use lower-case letters, digits and hyphens only"),
    "a gap with an accent": (CLOZE.replace("{{river}}", "{{rivér}}"), "E205: did you mean {{river}}?"),
    "a gap of which nothing is known": (
        CLOZE.replace("{{river}}", "{{river}} {{Été}}"),
        'E205: write {{ete}} and add gaps.ete = { accept = ["..."] }',
    ),
    "a gap in single braces": (
        CLOZE.replace("{{river}}", "{river}"),
        "E206: write {{river}}, with two braces on each side",
    ),
    "a gap as a line": (CLOZE.replace("{{river}}", "____"), "E206: write {{river}}, with two braces on each side"),
    "a gap left out": (
        CLOZE.replace("{{river}}", "Po"),
        "E206: write {{river}} where the gap should be, or remove this",
    ),
    "feedback for an option whose id is none": (
        CHOICE.replace("b =", '"bé" =') + 'feedback.be = "x"',
        "E210: change the id of the option to `be` too",
    ),
}


@pytest.mark.parametrize("name", ADVICE)
def test_what_to_write_instead_is_said(tmp_path: Path, name: str) -> None:
    content, advice = ADVICE[name]
    advised = told(tmp_path, content)
    assert any(line.endswith(advice) for line in advised), advised


@pytest.mark.parametrize("name", [name for name, (_, advice) in ADVICE.items() if advice.startswith("E102: did you")])
def test_a_field_under_another_name_is_not_missing_besides(tmp_path: Path, name: str) -> None:
    content, advice = ADVICE[name]
    assert told(tmp_path, content) == [advice]


TYPES = {
    "choice": ("multiple-choice", "mc", "single", "Single Choice"),
    "multiple": ("multiple-answer", "checkbox"),
    "true-false": ("truefalse", "true/false", "True_False", "boolean"),
    "text": ("short-answer", "Text"),
    "number": ("numeric",),
    "order": ("ordering",),
    "match": ("matching",),
    "cloze": ("gap", "fill-in", "fill in the blank"),
    "open": ("essay",),
    "card": ("flashcard",),
}


@pytest.mark.parametrize(("meant", "written"), [(meant, name) for meant, names in TYPES.items() for name in names])
def test_a_type_is_known_by_its_other_names(tmp_path: Path, meant: str, written: str) -> None:
    assert told(tmp_path, CARD.replace('"card"', f'"{written}"')) == [f"E103: did you mean `{meant}`?"]
