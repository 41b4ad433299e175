"""The English words that the rules about wording know."""

from __future__ import annotations

import re

from quizapp.core.lint.words import Negation, Words, phrases, words

ENGLISH = Words(
    stop=words(
        """
        a about above across after again against ago all almost along already also although always am among an and
        another any anyone anything are around as at away back be became because become been before began begin behind
        being below between both but by call called came can cannot come could did do does doing done down during each
        either else end enough even ever every few finally find first following for found from full gave get give given
        go got great had half has have having he held her here hers herself him himself his how however if in instead
        into is it its itself just keep kept kind know known large last later least left less let like likely little
        long made main mainly make man many may me mean means men might more most mostly much must my name named near
        need needed never new next no nobody none nor not nothing now of off often old on once one ones only onto or
        other others our out over own part people place put quite rather right said same say says second see seen set
        several shall she should show since small so some someone something soon still such take taken tell than that
        the their theirs them themselves then there these they thing things this those though three through till time
        to together told too took toward towards two under until up upon us use used using very want wanted was way we
        well went were what when where whether which while who whom whose why will with within without won word words
        work would year years yet you your
        """
    ),
    endings=("ings", "ing", "ies", "ed", "es", "s", "y", "e"),
    absolutes=words(
        """
        absolutely all always completely entirely every everybody everyone exclusively impossible invariably must never
        nobody none only totally
        """
    ),
    idioms=phrases(
        """
        above all, after all, all along, all over, all too, at all, every other, must have, not all,
        not always, not every, not only, of all, only a, only after, only child, only in, only just, only
        later, only recently, only then, only too, only when
        """
    ),
    total=re.compile(
        r"(?:(?:all|none|any|some|both|neither|each) (?:of )?)?(?:the |these )?above"
        r"(?: (?:are|is|answers|options)\b.*)?"
        r"|(?:all|none) of (?:the )?(?:these|those|them|others?|options|answers|choices)(?: (?:are|is|apply)\b.*)?"
        r"|(?:all|none) of (?:the|these|those) other (?:ones|options|answers|choices)"
        r"|all (?:the )?(?:answers|options|choices) are (?:right|correct|true)"
    ),
    pointers=words("above these those them other others options answers choices"),
    months=(
        *("january", "february", "march", "april", "may", "june"),
        *("july", "august", "september", "october", "november", "december"),
    ),
    decimal=".",
    articles=words("a an"),
    negation=Negation(
        askers=words("which what who whom whose where"),
        orders=words("choose select pick tick mark find identify name"),
        openers=words("that because if when while although though since whether why how before after unless until"),
        negatives=words(
            """
            not never cannot aren't can't couldn't didn't doesn't don't hadn't hasn't haven't isn't mustn't shouldn't
            wasn't weren't won't wouldn't
            """
        ),
        denials=words("no"),
        copulas=words("is was are were be been"),
        harmless=words("only just merely to until yet long far many much least even so longer more"),
        exceptions=words("except"),
        fillers=words("one for which"),
    ),
)
