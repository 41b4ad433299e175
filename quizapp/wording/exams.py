"""An exam in words and as JSON: how far it is, how much time is left, what it came to."""

from __future__ import annotations

from typing import Any

from quizapp.core.exams import Outcome, Paper, Result, Score
from quizapp.core.marking.mark import filled
from quizapp.core.marking.responses import response_text
from quizapp.core.questions.model_answer import model_answer
from quizapp.core.questions.self_graded import Open
from quizapp.learning.exams.exam import Exam
from quizapp.learning.exams.past import PastExam
from quizapp.wording.common import count, diff_words, feedback_for, sentence, source_line
from quizapp.wording.spoken import answer_lines, chosen_lines, spoken_prompt

UNTAGGED = "without a tag"
SIGNS = {"✓": "right", "◐": "partly right", "✗": "wrong", "–": "not answered"}
"""Words for the outcome of a question."""

SELF_MARKED = "self-marked"
"""The word for an open answer, which the student marked."""


def clock_text(ms: int) -> str:
    """Time left on a clock: `14:59`, `1:00:00`. It shows 0:00 when the time is up, not before."""
    minutes, seconds = divmod(-(-ms // 1000), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def time_words(ms: int) -> str:
    """A time for reading aloud: `12 minutes`, `1 minute 30 seconds`; in full minutes from ten on."""
    minutes, seconds = divmod(round(ms / 1000), 60)
    if minutes >= 10 or (minutes and not seconds):
        return count(minutes, "minute")
    return f"{count(minutes, 'minute')} {count(seconds, 'second')}" if minutes else count(seconds, "second")


def points_text(points: float) -> str:
    """Points as they are written: `3`, `2.5`, `0.33`."""
    return f"{points:.2f}".rstrip("0").rstrip(".")


def earned_text(score: Score) -> str:
    """`14.5 of 20 points`."""
    return f"{points_text(score.points)} of {count(score.total, 'point')}"


def score_text(score: Score) -> str:
    """`14.5 of 20 points, 73 %`."""
    return f"{earned_text(score)}, {score.percent} %"


def whole_text(result: Result | PastExam) -> str:
    """The score, and what the student marked apart: `14.5 of 20 points, 73 %; self-marked 1 of 2 points`."""
    parts = [score_text(result.score)] if result.score.total or not result.self_marked.total else []
    if result.self_marked.total:
        parts.append(f"{SELF_MARKED} {earned_text(result.self_marked)}")
    return "; ".join(parts)


def used_text(paper: Paper) -> str:
    """Return how long it took: `9 minutes of 15 minutes`."""
    allowed = f" of {time_words(paper.time)}" if paper.time is not None else ""
    return f"{time_words(paper.used)}{allowed}"


def standing_text(paper: Paper) -> str:
    """Describe how far an exam is: `12 of 20 answered, 9 minutes 30 seconds left`."""
    left = f", {time_words(paper.left)} left" if paper.left is not None else ""
    return f"{len(paper.questions) - len(paper.unanswered)} of {len(paper.questions)} answered{left}"


def status_text(exam: Exam, name: str) -> str:
    """Describe a question: `answered`, `answered in part`, `not answered`, `cannot be judged`; and if `flagged`."""
    if not filled(exam.paper.responses.get(name)):
        status = "not answered"
    elif exam.objection(name):
        status = "cannot be judged"
    else:
        status = "answered in part" if exam.is_partial(name) else "answered"
    return f"{status}, flagged" if name in exam.paper.flagged else status


def open_ends(exam: Exam) -> str:
    """Describe what is still to do: `2 questions are not answered, 1 is flagged.`; empty if nothing is."""
    statuses = [status_text(exam, name).removesuffix(", flagged") for name in exam.paper.questions]
    numbers = {
        "not answered": statuses.count("not answered"),
        "answered in part": statuses.count("answered in part"),
        "answered with what cannot be judged": statuses.count("cannot be judged"),
        "flagged": len(exam.paper.flagged),
    }
    parts = [(number, f"{'is' if number == 1 else 'are'} {what}") for what, number in numbers.items() if number]
    sentences = [
        f"{count(number, 'question') if not index else number} {what}" for index, (number, what) in enumerate(parts)
    ]
    return f"{', '.join(sentences)}." if sentences else ""


def sign(outcome: Outcome) -> str:
    """One of `SIGNS`."""
    if not filled(outcome.response):
        return "–"
    return "✓" if outcome.mark.right else "◐" if outcome.mark.score > 0 else "✗"


def status_word(outcome: Outcome) -> str:
    """Return the word for a question: `right`, `partly right`, `wrong`, `not answered`, `self-marked`."""
    return SELF_MARKED if outcome.self_marked and filled(outcome.response) else SIGNS[sign(outcome)]


def tally_text(result: Result) -> str:
    """Return how many of each: `3 right, 1 partly right, 2 wrong, 1 not answered, 1 self-marked`."""
    words = list(map(status_word, result.outcomes))
    return ", ".join(f"{words.count(word)} {word}" for word in (*SIGNS.values(), SELF_MARKED) if word in words)


def result_lines(exam: Exam, result: Result) -> list[str]:
    """The result, line by line: the score, by tag, and every question with what there is to say about it."""
    lines = [f"{sentence(whole_text(result))} {sentence(tally_text(result))}"]
    lines.append(f"Time used: {used_text(result.paper)}. Seed {result.paper.seed}.")
    if list(result.by_tag) != [""]:
        lines += ["", "By tag:"]
        lines += [f"  {tag or UNTAGGED}: {score_text(score)}" for tag, score in result.by_tag.items()]
    for number, outcome in enumerate(result.outcomes, 1):
        lines += ["", *outcome_lines(exam, number, outcome)]
    return lines


def outcome_lines(exam: Exam, number: int, outcome: Outcome) -> list[str]:
    """One question of the result: prompt, points, response, right answer, feedback, explanation, source."""
    question, language = outcome.question, exam.deck.info.language
    earned = earned_text(Score(outcome.points, question.points))
    given = response_text(question, outcome.response, language)
    marked = "Self-marked: " if outcome.self_marked and given else ""
    reason = f"{marked}{outcome.mark.reason}"
    lines = [f"{number}. {spoken_prompt(question)}", f"{sentence(reason)} {sentence(earned)}"]
    if given:
        lines.append(f"Your answer: {given}")
    if letters := diff_words(outcome.mark):
        lines.append(letters)
    if not outcome.mark.right:
        lines += chosen_lines(question, outcome.response)
    answer = model_answer(question, language)
    if isinstance(question, Open) or not (outcome.mark.right or answer in outcome.mark.reason):
        lines += answer_lines(question, language, "Right answer")
    lines += feedback_for(question, outcome.response, language).values()
    if question.explanation:
        lines.append(question.explanation)
    if source := source_line(question, exam.deck.info):
        lines.append(f"Source: {source}")
    return lines


def result_json(exam: Exam, result: Result) -> dict[str, Any]:
    """The result as `quizapp exam --json` prints it, and says there."""
    paper = result.paper
    return {
        "deck": exam.deck.id,
        "title": exam.deck.info.title,
        "language": exam.deck.info.language,
        "seed": paper.seed,
        "seconds": paper.used / 1000,
        "allowed": None if paper.time is None else paper.time / 1000,
        **_score_json(result.score),
        "self_marked": _score_json(result.self_marked),
        "tags": [{"tag": tag, **_score_json(score)} for tag, score in result.by_tag.items()],
        "questions": [
            {
                "id": outcome.question.id,
                "type": outcome.question.type,
                "tags": list(outcome.question.tags),
                "response": outcome.response,
                "score": outcome.mark.score,
                "right": outcome.mark.right,
                "reason": outcome.mark.reason,
                "points": outcome.points,
                "of": outcome.question.points,
                "seconds": outcome.spent / 1000,
                "self_marked": outcome.self_marked,
                "marked": outcome.question.id in paper.flagged,
            }
            for outcome in result.outcomes
        ],
    }


def _score_json(score: Score) -> dict[str, Any]:
    return {"points": score.points, "of": score.total, "percent": score.percent}
