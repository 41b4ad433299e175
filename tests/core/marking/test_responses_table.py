"""What students type, line by line, and what it earns: one table per type of question, in English and in Dutch."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quizapp.core.marking.mark import AskAgain, Mark, Response
from quizapp.core.marking.marking import mark
from quizapp.core.marking.responses import read_response, read_ticks
from quizapp.core.questions.arranging import Match, Order
from quizapp.core.questions.choices import Choice, Multiple, TrueFalse
from quizapp.core.questions.cloze import Cloze, Gap
from quizapp.core.questions.self_graded import Open
from quizapp.core.questions.typed import Date, Number, Partial, Text
from quizapp.core.questions.types import AnyQuestion

ASKED = None
"""Instead of a score: the response cannot be an answer, so it is asked again."""

Row = tuple[AnyQuestion, str, str, float | None, bool, str]
"""Question, language, the response as typed, score, whether it is right, and a part of the reason."""

SILENCE = Choice(
    id="commemoration-silence",
    prompt="Which part of the past did Xi and Putin leave out in 2025?",
    options={
        "chinese-losses": "The sacrifices of the Chinese population",
        "red-army-share": "The share of the Red Army in beating Hitler",
        "stalin-aside": "Stalin's years on the sidelines in Asia",
        "japanese-occupation": "Japan's attack on its Chinese neighbour",
    },
    answer="stalin-aside",
)
CHOICES: list[Row] = [
    (SILENCE, "en", "3", 1.0, True, "right"),
    (SILENCE, "nl", " 3 ", 1.0, True, "right"),
    (SILENCE, "en", "stalin-aside", 1.0, True, "right"),
    (SILENCE, "en", "1", 0.0, False, "the answer is Stalin's years on the sidelines in Asia"),
    (SILENCE, "nl", "japanese-occupation", 0.0, False, "wrong"),
    (SILENCE, "en", "0", ASKED, False, "one number from 1 to 4"),
    (SILENCE, "en", "5", ASKED, False, "one number from 1 to 4"),
    (SILENCE, "en", "-3", ASKED, False, "one number"),
    (SILENCE, "en", "1,3", ASKED, False, "one number"),
    (SILENCE, "en", "three", ASKED, False, "one number"),
    (SILENCE, "nl", "", ASKED, False, "one number"),
]

TRIPARTITE = Multiple(
    id="tripartite-pact",
    prompt="Which of these signed the Tripartite Pact of 1940?",
    options={
        "china": "China",
        "germany": "Germany",
        "italy": "Italy",
        "japan": "Japan",
        "ussr": "The Soviet Union",
    },
    answer=("germany", "italy", "japan"),
)
LENIENT = replace(TRIPARTITE, penalty=0.0)
HALF = replace(TRIPARTITE, penalty=0.5)
MULTIPLES: list[Row] = [
    (TRIPARTITE, "en", "2,3,4", 1.0, True, "right"),
    (TRIPARTITE, "nl", "4; 2; 3", 1.0, True, "right"),
    (TRIPARTITE, "en", "japan, germany, italy", 1.0, True, "right"),
    (TRIPARTITE, "en", "2, italy, 4, 4", 1.0, True, "right"),
    (TRIPARTITE, "en", "2,4", 2 / 3, False, "2 of 3 right"),
    (TRIPARTITE, "en", "2,3,4,5", 2 / 3, False, "3 of 3 right, 1 wrong"),
    (TRIPARTITE, "en", "2,5", 0.0, False, "1 of 3 right, 1 wrong"),
    (TRIPARTITE, "en", "1,5", 0.0, False, "0 of 3 right, 2 wrong"),
    (HALF, "en", "2,3,4,5", 2.5 / 3, False, "3 of 3 right, 1 wrong"),
    (HALF, "nl", "2,5", 0.5 / 3, False, "1 of 3 right, 1 wrong"),
    (HALF, "en", "1,2,5", 0.0, False, "1 of 3 right, 2 wrong"),
    (LENIENT, "en", "2,5", 1 / 3, False, "1 of 3 right, 1 wrong"),
    (LENIENT, "en", "1,2,3,4,5", 1.0, False, "3 of 3 right, 2 wrong"),
    (TRIPARTITE, "en", "2,6", ASKED, False, "numbers from 1 to 5"),
    (TRIPARTITE, "en", "2 3 4", 1.0, True, "right"),
    (TRIPARTITE, "nl", "geen", ASKED, False, "numbers from 1 to 5"),
    (TRIPARTITE, "nl", "", ASKED, False, "numbers from 1 to 5"),
]

UNDECLARED = TrueFalse(id="undeclared", prompt="The war at Khalkhyn Gol was never declared.", answer=True)
COLONY = TrueFalse(id="colony", prompt="Korea was a Russian colony until 1945.", answer=False)
TRUE_FALSE: list[Row] = [
    (UNDECLARED, "en", "1", 1.0, True, "right"),
    (UNDECLARED, "en", "True", 1.0, True, "right"),
    (UNDECLARED, "en", " y ", 1.0, True, "right"),
    (UNDECLARED, "nl", "waar", 1.0, True, "right"),
    (UNDECLARED, "nl", "JA", 1.0, True, "right"),
    (UNDECLARED, "en", "2", 0.0, False, "the answer is true"),
    (UNDECLARED, "nl", "onwaar", 0.0, False, "wrong"),
    (COLONY, "en", "false", 1.0, True, "right"),
    (COLONY, "nl", "nee", 1.0, True, "right"),
    (COLONY, "en", "t", 0.0, False, "the answer is false"),
    (COLONY, "en", "maybe", ASKED, False, "1 for true or 2 for false"),
    (COLONY, "nl", "", ASKED, False, "1 for true or 2 for false"),
    (COLONY, "en", "3", ASKED, False, "1 for true or 2 for false"),
]

COMMANDER = Text(
    id="commander",
    prompt="Who commanded the Soviet troops at Khalkhyn Gol?",
    accept=("Zhukov", "Georgy Zhukov", "Georgi Zhukov", "Żukow"),
    reject={"Vlasov": "Vlasov was an adviser in China."},
    distractors={"konev": "Ivan Konev", "other": "Zhakov"},
)
COMMANDER_NL = replace(COMMANDER, accept=("Zjoekov", "Georgi Zjoekov", "Zhukov"))
INDIES = Text(id="oil", prompt="Welke kolonie had de olie?", accept=("Nederlands-Indië", "Dutch East Indies"))
TSAR = Text(id="tsar", prompt="Who was tsar in 1905?", accept=("Nicholas II",))
MINISTER = Text(id="minister", prompt="Which minister visited Pyongyang?", accept=("Sergei Shoigu", "Shoigu", "Šojgu"))
LEADER = Text(id="leader", prompt="Whom did Stalin choose?", accept=("Kim Il-sung",))
HARBOUR = Text(id="harbour", prompt="Where was the flag raised?", accept=("Port Arthur", "Lüshun"))
SHIP = Text(id="ship", prompt="On which ship did Japan surrender?", accept=("USS Missouri", "Missouri"))
POWER = Text(id="power", prompt="Who put an embargo on oil?", accept=("the United States", "US"))
MONTH = Text(id="month", prompt="When was the pact with Hitler?", accept=("August 1939",), typos=3)
DRONE = Text(id="drone", prompt="Which drone?", accept=("Shahed-136",), typos=2)
EXACT = Text(id="exact", prompt="Spell it as the Poles do.", accept=("Żukow",), ignore=(), typos=0)
TEXTS: list[Row] = [
    (COMMANDER, "en", "Zhukov", 1.0, True, "right"),
    (COMMANDER, "en", "  zhukov. ", 1.0, True, "apart from the punctuation: Zhukov"),
    (COMMANDER, "en", "GEORGY ZHUKOV", 1.0, True, "right"),
    (COMMANDER, "en", "Zukow", 1.0, True, "apart from the accents: Żukow"),
    (COMMANDER, "en", "Zhukow", 1.0, True, "but check your spelling: Zhukov"),
    (COMMANDER, "en", "Zhuokv", 1.0, True, "check your spelling"),
    (COMMANDER, "en", "Georgy Zhukof", 1.0, True, "but check your spelling: Georgy Zhukov"),
    (COMMANDER, "en", "Gregory Zhukov", 0.0, False, "the answer is Zhukov"),
    (COMMANDER, "en", "Zhukov Georgy", 0.0, False, "wrong"),
    (COMMANDER, "en", "Zhakov", 0.0, False, "the answer is Zhukov"),
    (COMMANDER, "en", "vlasov", 0.0, False, "an adviser in China"),
    (COMMANDER, "en", "Vlassov", 0.0, False, "wrong"),
    (COMMANDER, "en", "Ivan Konev", 0.0, False, "the answer is Zhukov"),
    (COMMANDER, "en", "", ASKED, False, "type an answer"),
    (COMMANDER, "nl", " \t ", ASKED, False, "type an answer"),
    (COMMANDER, "en", "?!", 0.0, False, "the answer is Zhukov"),
    (COMMANDER_NL, "nl", "zjoekov", 1.0, True, "right"),
    (COMMANDER_NL, "nl", "Zjoekof", 1.0, True, "but check your spelling: Zjoekov"),
    (COMMANDER_NL, "nl", "maarschalk Zjoekov", 0.0, False, "the answer is Zjoekov"),
    (INDIES, "nl", "Nederlands-Indië", 1.0, True, "right"),
    (INDIES, "nl", "NEDERLANDS-INDIE", 1.0, True, "apart from the accents: Nederlands-Indië"),
    (INDIES, "nl", "nederlands indie", 1.0, True, "apart from the accents and the punctuation"),
    (INDIES, "nl", "Nederlands-Indie\u0308", 1.0, True, "right"),
    (INDIES, "nl", "dutch east indies", 1.0, True, "right"),
    (INDIES, "nl", "Nederland-Indië", 1.0, True, "check your spelling"),
    (INDIES, "nl", "Nederlands-India", 1.0, True, "check your spelling"),
    (INDIES, "nl", "Frans-Indochina", 0.0, False, "the answer is Nederlands-Indië"),
    (TSAR, "en", "nicholas ii", 1.0, True, "right"),
    (TSAR, "en", "Nicholas Ⅱ", 1.0, True, "right"),
    (TSAR, "en", "Nicolas II", 1.0, True, "check your spelling"),
    (TSAR, "en", "Nicholas III", 0.0, False, "the answer is Nicholas II"),
    (TSAR, "en", "Nicholas I", 0.0, False, "wrong"),
    (TSAR, "en", "Nicholas", 0.0, False, "wrong"),
    (MINISTER, "en", "Shoigu", 1.0, True, "right"),
    (MINISTER, "en", "sojgu", 1.0, True, "apart from the accents: Šojgu"),
    (MINISTER, "nl", "Sergei Shoygu", 1.0, True, "but check your spelling: Sergei Shoigu"),
    (MINISTER, "en", "Sergei", 0.0, False, "the answer is Sergei Shoigu"),
    (LEADER, "en", "Kim Il Sung", 1.0, True, "apart from the punctuation"),
    (LEADER, "en", "kim ilsung", 1.0, True, "apart from the punctuation"),
    (LEADER, "en", "Kim Il‑sung", 1.0, True, "right"),
    (LEADER, "en", "Kim Il-sugn", 0.0, False, "wrong"),
    (LEADER, "nl", "Kim Jong-il", 0.0, False, "the answer is Kim Il-sung"),
    (HARBOUR, "en", "port-arthur", 1.0, True, "apart from the punctuation"),
    (HARBOUR, "en", "Lushun", 1.0, True, "apart from the accents: Lüshun"),
    (HARBOUR, "en", "Pert Arthur", 0.0, False, "wrong"),
    (HARBOUR, "nl", "Port Artur", 1.0, True, "but check your spelling: Port Arthur"),
    (SHIP, "en", "“Missouri”", 1.0, True, "apart from the punctuation: Missouri"),
    (SHIP, "en", "U.S.S. Missouri", 1.0, True, "apart from the punctuation: USS Missouri"),
    (SHIP, "en", "USS Misouri", 1.0, True, "check your spelling"),
    (SHIP, "en", "HMS Missouri", 0.0, False, "the answer is USS Missouri"),
    (POWER, "en", "U.S.", 1.0, True, "apart from the punctuation: US"),
    (POWER, "en", "United States", 1.0, True, "apart from the article: the United States"),
    (POWER, "en", "the USSR", 0.0, False, "wrong"),
    (MONTH, "en", "august 1939", 1.0, True, "right"),
    (MONTH, "en", "Agust 1939", 1.0, True, "check your spelling"),
    (MONTH, "en", "August 1938", 0.0, False, "the answer is August 1939"),
    (MONTH, "nl", "August 19399", 0.0, False, "wrong"),
    (DRONE, "en", "shahed 136", 1.0, True, "apart from the punctuation"),
    (DRONE, "en", "Shaheed-136", 1.0, True, "check your spelling"),
    (DRONE, "en", "Shahed-131", 0.0, False, "wrong"),
    (EXACT, "en", "Żukow", 1.0, True, "right"),
    (EXACT, "en", "Zukow", 0.0, False, "wrong"),
    (EXACT, "en", "żukow", 0.0, False, "wrong"),
]

LOSSES = Number(id="losses", prompt="How many Japanese fell or were wounded?", answer=28_000, unit="soldiers")
LOSSES_NL = replace(LOSSES, unit="soldaten")
FORCE = replace(LOSSES, id="force", answer=50_000, tolerance=7_500)
ADVANCE = replace(LOSSES, id="advance", answer=1_500_000)
ADVANCE_NL = replace(ADVANCE, unit="soldaten")
MILLIONS = replace(LOSSES, id="millions", answer=1.5, tolerance=0.1, unit="million soldiers")
MILLIONS_NL = replace(MILLIONS, unit="miljoen soldaten")
FROST = Number(id="frost", prompt="How cold was it before Moscow?", answer=-40, unit="°C")
SHARE = Number(id="share", prompt="What part of the officers?", answer=12.5, unit="%")
EIGHTH = Number(id="eighth", prompt="As a fraction?", answer=0.125)
AREA = Number(id="area", prompt="How large is the desert?", answer=600, unit="km²")
EXACTLY = Number(id="exactly", prompt="How many divisions came from Siberia?", answer=18, unit="divisions")
NUMBERS: list[Row] = [
    (LOSSES, "en", "28000", 1.0, True, "right"),
    (LOSSES, "en", "28,000", 1.0, True, "right"),
    (LOSSES, "en", "28 000", 1.0, True, "right"),
    (LOSSES, "en", "28\u00a0000", 1.0, True, "right"),
    (LOSSES, "en", "28'000", 1.0, True, "right"),
    (LOSSES, "en", "28.000", 1.0, True, "right (read as 28,000)"),
    (LOSSES, "en", "28,000.00", 1.0, True, "right"),
    (LOSSES, "en", "+28000", 1.0, True, "right"),
    (LOSSES, "en", "２８０００", 1.0, True, "right"),
    (LOSSES, "en", "28,000 soldiers", 1.0, True, "right"),
    (LOSSES, "en", "28000Soldiers.", 1.0, True, "right"),
    (LOSSES, "en", "28 thousand soldiers", 1.0, True, "right"),
    (LOSSES, "en", "28000 tanks", ASKED, False, "just the number, in soldiers"),
    (LOSSES, "en", "28,00", ASKED, False, "type a number"),
    (LOSSES, "en", "28 00", ASKED, False, "group digits in threes"),
    (LOSSES, "en", "28,0000", ASKED, False, "type a number"),
    (LOSSES, "en", "27,999", 0.0, False, "too low; it is 28,000 soldiers"),
    (LOSSES, "en", "28001", 0.0, False, "too high"),
    (LOSSES, "en", "-28000", 0.0, False, "too low"),
    (LOSSES, "en", "82000", 0.0, False, "too high"),
    (LOSSES, "en", "twenty-eight thousand", ASKED, False, "type a number, such as 28,000"),
    (LOSSES, "en", "28e3", 1.0, True, "right"),
    (LOSSES, "en", "", ASKED, False, "type a number"),
    (LOSSES, "en", ".", ASKED, False, "type a number"),
    (LOSSES_NL, "nl", "28000", 1.0, True, "right"),
    (LOSSES_NL, "nl", "28.000", 1.0, True, "right"),
    (LOSSES_NL, "nl", "28 000", 1.0, True, "right"),
    (LOSSES_NL, "nl", "28,000", 1.0, True, "right (read as 28.000)"),
    (LOSSES_NL, "nl", "28.000,0", 1.0, True, "right"),
    (LOSSES_NL, "nl", "28.000 soldaten", 1.0, True, "right"),
    (LOSSES_NL, "nl", "28 duizend", 1.0, True, "right"),
    (LOSSES_NL, "nl", "28.001", 0.0, False, "too high; it is 28.000 soldaten"),
    (LOSSES_NL, "nl", "2800", 0.0, False, "too low"),
    (LOSSES_NL, "nl", "achtentwintigduizend", ASKED, False, "type a number, such as 28.000"),
    (FORCE, "en", "50,000", 1.0, True, "right"),
    (FORCE, "en", "57,000", 1.0, True, "close enough to 50,000 soldiers"),
    (FORCE, "en", "57500", 1.0, True, "close enough"),
    (FORCE, "en", "57501", 0.0, False, "too high"),
    (FORCE, "nl", "42.500", 1.0, True, "close enough to 50.000"),
    (FORCE, "nl", "42.499", 0.0, False, "too low"),
    (ADVANCE, "en", "1.5 million", 1.0, True, "right"),
    (ADVANCE, "en", "1.5 Million soldiers", 1.0, True, "right"),
    (ADVANCE, "en", "1,500 thousand", 1.0, True, "right"),
    (ADVANCE, "en", "1,500,000", 1.0, True, "right"),
    (ADVANCE, "en", "1.500.000", 1.0, True, "right"),
    (ADVANCE, "en", "1.5", 0.0, False, "too low"),
    (ADVANCE, "en", "1.5 billion", 0.0, False, "too high"),
    (ADVANCE, "en", "15 million", 0.0, False, "too high"),
    (ADVANCE_NL, "nl", "1,5 miljoen", 1.0, True, "right"),
    (ADVANCE_NL, "nl", "1,5 mln soldaten", 1.0, True, "right"),
    (ADVANCE_NL, "nl", "1,500 miljoen", 1.0, True, "right"),
    (ADVANCE_NL, "nl", "1.500.000", 1.0, True, "right"),
    (ADVANCE_NL, "nl", "1,5 miljard", 0.0, False, "too high"),
    (ADVANCE_NL, "nl", "anderhalf miljoen", ASKED, False, "type a number"),
    (MILLIONS, "en", "1.5", 1.0, True, "right"),
    (MILLIONS, "en", "1.6", 1.0, True, "close enough to 1.5 million soldiers"),
    (MILLIONS, "en", "1.61", 0.0, False, "too high"),
    (MILLIONS, "en", "1.5 million", 1.0, True, "right"),
    (MILLIONS, "en", "1.5 million soldiers", 1.0, True, "right"),
    (MILLIONS_NL, "nl", "1,5", 1.0, True, "right"),
    (MILLIONS_NL, "nl", "1,5 miljoen", 1.0, True, "right"),
    (MILLIONS_NL, "nl", "1,5 miljoen soldaten", 1.0, True, "right"),
    (FROST, "en", "-40", 1.0, True, "right"),
    (FROST, "nl", "−40 °C", 1.0, True, "right"),
    (FROST, "en", "40", 0.0, False, "too high"),
    (SHARE, "en", "12.5%", 1.0, True, "right"),
    (SHARE, "nl", "12,5 %", 1.0, True, "right"),
    (SHARE, "en", "12", 0.0, False, "too low"),
    (EIGHTH, "en", "0.125", 1.0, True, "right"),
    (EIGHTH, "nl", "0,125", 1.0, True, "right"),
    (EIGHTH, "en", "1/8", 1.0, True, "right (read as 0.125)"),
    (AREA, "en", "600 km²", 1.0, True, "right"),
    (AREA, "nl", "600 km2", 1.0, True, "right"),
    (EXACTLY, "en", "18 divisions", 1.0, True, "right"),
    (EXACTLY, "en", "18.0", 1.0, True, "right"),
    (EXACTLY, "nl", "17", 0.0, False, "too low"),
    (EXACTLY, "en", "181", 0.0, False, "too high"),
]

PACT = Date(id="pact-day", prompt="On which day was the Neutrality Pact signed?", answer="1941-04-13")
CAPTURE = Date(id="capture", prompt="On which day was Vlasov found?", answer="1942-07-12")
CONVOY = Date(id="convoy", prompt="On which day was the convoy stopped?", answer="1945-05-12")
PRAGUE = Date(id="prague", prompt="In which month did Hitler take Prague?", answer="1939-03")
MOLOTOV = Date(id="molotov", prompt="In which month was the pact with Hitler?", answer="1939-08")
EXPIRY = Date(id="expiry", prompt="In which year would the pact have run out?", answer="1946")
GENEROUS = replace(PACT, partial=Partial(year=0.4, month=0.9))
STRICT = replace(PACT, partial=Partial(year=0.0, month=0.0))
DATES: list[Row] = [
    (PACT, "en", "13-4-1941", 1.0, True, "right"),
    (PACT, "en", "13/04/1941", 1.0, True, "right"),
    (PACT, "en", "13.4.1941", 1.0, True, "right"),
    (PACT, "en", "4/13/1941", 1.0, True, "right"),
    (PACT, "en", "1941-04-13", 1.0, True, "right"),
    (PACT, "en", "1941/4/13", 1.0, True, "right"),
    (PACT, "en", "13 April 1941", 1.0, True, "right"),
    (PACT, "en", "April 13, 1941", 1.0, True, "right"),
    (PACT, "en", "April 13th, 1941", 1.0, True, "right"),
    (PACT, "en", "the 13th of April, 1941", 1.0, True, "right"),
    (PACT, "en", "Sunday 13 Apr. 1941", 1.0, True, "right"),
    (PACT, "en", "13APRIL1941", 1.0, True, "right"),
    (PACT, "nl", "13 april 1941", 1.0, True, "right"),
    (PACT, "nl", "zondag 13 april 1941", 1.0, True, "right"),
    (PACT, "nl", "op 13 apr 1941", 1.0, True, "right"),
    (PACT, "nl", "13e april 1941", 1.0, True, "right"),
    (PACT, "nl", "13-4-1941", 1.0, True, "right"),
    (PACT, "nl", "1941-04-13", 1.0, True, "right"),
    (PACT, "en-US", "4-13-1941", 1.0, True, "right"),
    (PACT, "en", "April 1941", 0.5, False, "right month, but no day: 13 April 1941"),
    (PACT, "en", "14 April 1941", 0.5, False, "right month, wrong day: 13 April 1941"),
    (PACT, "nl", "april 1941", 0.5, False, "but no day: 13 april 1941"),
    (PACT, "nl", "3 april 1941", 0.5, False, "wrong day"),
    (PACT, "en", "4/1941", 0.5, False, "but no day"),
    (PACT, "en", "13 May 1941", 0.25, False, "right year, wrong month"),
    (PACT, "en", "1941", 0.25, False, "right year, but no month"),
    (PACT, "nl", "in 1941", 0.25, False, "right year, but no month"),
    (PACT, "en", "13 April 1940", 0.0, False, "the answer is 13 April 1941"),
    (PACT, "nl", "13-4-1942", 0.0, False, "the answer is 13 april 1941"),
    (PACT, "en", "4/5/1941", ASKED, False, "two ways: type the month's name"),
    (PACT, "nl", "4/5/1941", 0.25, False, "wrong month"),
    (PACT, "en-GB", "4/5/1941", 0.25, False, "wrong month"),
    (PACT, "en-US", "4/5/1941", 0.5, False, "wrong day"),
    (PACT, "en", "4/4/1941", 0.5, False, "wrong day"),
    (PACT, "en", "13-4-41", ASKED, False, "the year in full"),
    (PACT, "nl", "13 april '41", ASKED, False, "year in full"),
    (PACT, "en", "13 April", ASKED, False, "year in full"),
    (PACT, "en", "30 February 1941", ASKED, False, "no such day"),
    (PACT, "nl", "30 februari 1941", ASKED, False, "no such day"),
    (PACT, "en", "29-2-1941", ASKED, False, "no such day"),
    (PACT, "en", "29 February 1940", 0.0, False, "wrong"),
    (PACT, "nl", "31-4-1941", ASKED, False, "no such day"),
    (PACT, "en", "13-13-1941", ASKED, False, "no month 13"),
    (PACT, "en", "April", ASKED, False, "type a date"),
    (PACT, "en", "spring 1941", ASKED, False, "type a date"),
    (PACT, "en", "13 avril 1941", ASKED, False, "type a date"),
    (PACT, "fr", "13 avril 1941", 1.0, True, "right"),
    (PACT, "en", "13 or 14 April 1941", ASKED, False, "type a date"),
    (PACT, "en", "13041941", ASKED, False, "four digits"),
    (PACT, "nl", "", ASKED, False, "type a date"),
    (GENEROUS, "en", "April 1941", 0.9, False, "right month"),
    (GENEROUS, "nl", "mei 1941", 0.4, False, "right year"),
    (STRICT, "en", "12 April 1941", 0.0, False, "right month, wrong day"),
    (CAPTURE, "nl", "12 juli 1942", 1.0, True, "right"),
    (CAPTURE, "en", "12 juli 1942", 1.0, True, "right"),
    (CAPTURE, "nl", "12-7-1942", 1.0, True, "right"),
    (CAPTURE, "en", "12/7/1942", ASKED, False, "two ways"),
    (CAPTURE, "en-US", "7/12/1942", 1.0, True, "right"),
    (CAPTURE, "nl", "7-12-1942", 0.25, False, "wrong month"),
    (CONVOY, "nl", "12 mei 1945", 1.0, True, "right"),
    (CONVOY, "en", "12 mei 1945", 1.0, True, "right"),
    (CONVOY, "nl", "12 May 1945", 1.0, True, "right"),
    (CONVOY, "en", "May 12 1945", 1.0, True, "right"),
    (PRAGUE, "nl", "mrt 1939", 1.0, True, "right"),
    (PRAGUE, "nl", "mrt. 1939", 1.0, True, "right"),
    (PRAGUE, "en", "maart 1939", 1.0, True, "right"),
    (PRAGUE, "nl", "March 1939", 1.0, True, "right"),
    (PRAGUE, "de", "Marz 1939", 1.0, True, "right"),
    (PRAGUE, "en", "3-1939", 1.0, True, "right"),
    (PRAGUE, "en", "1939-03", 1.0, True, "right"),
    (PRAGUE, "nl", "15 maart 1939", 1.0, True, "right"),
    (PRAGUE, "en", "mei 1939", 0.25, False, "right year, wrong month: March 1939"),
    (PRAGUE, "nl", "1939", 0.25, False, "but no month: maart 1939"),
    (MOLOTOV, "en", "20 August 1939", 1.0, True, "right"),
    (MOLOTOV, "nl", "24-8-1939", 1.0, True, "right"),
    (MOLOTOV, "nl", "augustus 1939", 1.0, True, "right"),
    (MOLOTOV, "en", "Aug 1939", 1.0, True, "right"),
    (MOLOTOV, "en", "August 1938", 0.0, False, "the answer is August 1939"),
    (MOLOTOV, "en", "Agust 1939", ASKED, False, "type a date"),
    (EXPIRY, "en", "1946", 1.0, True, "right"),
    (EXPIRY, "nl", "april 1946", 1.0, True, "right"),
    (EXPIRY, "en", "13 April 1946", 1.0, True, "right"),
    (EXPIRY, "en", "1945", 0.0, False, "the answer is 1946"),
    (EXPIRY, "nl", "46", ASKED, False, "year in full"),
    (EXPIRY, "nl", "negentienzesenveertig", ASKED, False, "type a date"),
]

YEAR_1939 = Order(
    id="the-year-1939",
    prompt="Put these events in order, earliest first.",
    items={
        "truce": "A truce stops the fighting with Japan",
        "pact": "Stalin makes a pact with Hitler",
        "germany": "Germany invades Poland",
        "attack": "Japan attacks at Nomonhan",
        "red-army": "The Red Army marches into Poland",
        "counter-attack": "The Soviet counter-attack begins",
    },
    answer=("attack", "counter-attack", "pact", "germany", "truce", "red-army"),
)
ALL_OR_NOTHING = replace(YEAR_1939, scoring="exact")
ORDERS: list[Row] = [
    (YEAR_1939, "en", "4,6,2,3,1,5", 1.0, True, "right"),
    (YEAR_1939, "nl", "4; 6; 2; 3; 1; 5", 1.0, True, "right"),
    (YEAR_1939, "en", "attack, counter-attack, pact, germany, truce, red-army", 1.0, True, "right"),
    (YEAR_1939, "en", "4,6,2,3,5,1", 0.6, False, "3 of 5 in the right sequence"),
    (YEAR_1939, "nl", "6,2,3,1,5,4", 0.8, False, "4 of 5 in the right sequence"),
    (YEAR_1939, "en", "5,1,3,2,6,4", 0.0, False, "0 of 5 in the right sequence"),
    (ALL_OR_NOTHING, "en", "4,6,2,3,1,5", 1.0, True, "right"),
    (ALL_OR_NOTHING, "en", "6,2,3,1,5,4", 0.0, False, "not in this order"),
    (YEAR_1939, "en", "4,6,2,3,1", ASKED, False, "all 6 numbers"),
    (YEAR_1939, "en", "4,6,2,3,1,1", ASKED, False, "all 6 numbers"),
    (YEAR_1939, "en", "4,6,2,3,1,5,5", ASKED, False, "all 6 numbers"),
    (YEAR_1939, "nl", "4,6,2,3,1,7", ASKED, False, "separated by commas"),
    (ALL_OR_NOTHING, "nl", "", ASKED, False, "all 6 numbers"),
]

PLACES = Match(
    id="places",
    prompt="Which place plays which part?",
    left={
        "nomonhan": "Nomonhan",
        "river": "Khalkhyn Gol",
        "port-arthur": "Port Arthur",
        "far-east": "The Russian Far East",
    },
    right={
        "flag": "Soviet sailors raised a flag there",
        "desert": "A piece of desert",
        "surrender": "Japan signed its surrender there",
        "cut-off": "Stalin feared that it would be cut off",
        "lines": "The Red Army held its lines there",
    },
    answer={"nomonhan": "desert", "river": "lines", "port-arthur": "flag", "far-east": "cut-off"},
)
MATCHES: list[Row] = [
    (PLACES, "en", "a=2, b=5, c=1, d=4", 1.0, True, "right"),
    (PLACES, "nl", "d=4;c=1;b=5;a=2", 1.0, True, "right"),
    (PLACES, "en", "nomonhan=desert, river = lines, port-arthur=1, d=cut-off", 1.0, True, "right"),
    (PLACES, "en", "a=2, b=5, c=3, d=4", 0.75, False, "3 of 4 pairs right"),
    (PLACES, "en", "a=2, b=2, c=1, d=3", 0.5, False, "2 of 4 pairs right"),
    (PLACES, "nl", "a=2", 0.25, False, "1 of 4 pairs right"),
    (PLACES, "en", "a=5, b=2, c=4, d=1", 0.0, False, "0 of 4 pairs right"),
    (PLACES, "en", "a=2, a=5", ASKED, False, "pairs such as a=2"),
    (PLACES, "en", "a=6", ASKED, False, "pairs such as"),
    (PLACES, "en", "e=1", ASKED, False, "pairs such as"),
    (PLACES, "en", "a=", ASKED, False, "pairs such as"),
    (PLACES, "nl", "2,5,1,4", ASKED, False, "pairs such as"),
    (PLACES, "nl", "", ASKED, False, "pairs such as"),
]

RIVERS = Cloze(
    id="rivers",
    prompt="The border followed the {{amur}} and the {{ussuri}}.",
    gaps={
        "amur": Gap(accept=("Amur", "Amoer", "Heilongjiang")),
        "ussuri": Gap(accept=("Ussuri", "Oessoeri")),
    },
)
USSURI = RIVERS.only("ussuri")
AMUR = RIVERS.only("amur")
RISE = Cloze(
    id="rise",
    prompt="Japan took Manchuria in {{manchuria}}, Hitler rose in {{hitler}}, China was attacked in {{china}}.",
    gaps={name: Gap(accept=(year,)) for name, year in [("manchuria", "1931"), ("hitler", "1933"), ("china", "1937")]},
)
CLOZES: list[Row] = [
    (RIVERS, "en", "amur=Amur; ussuri=Ussuri", 1.0, True, "right"),
    (RIVERS, "nl", "ussuri = oessoeri ; amur = amoer", 1.0, True, "right"),
    (RIVERS, "en", "amur=Amur; ussuri=Usuri", 1.0, True, "right"),
    (RIVERS, "en", "amur=Amur; ussuri=Ob", 0.5, False, "1 of 2 gaps right"),
    (RIVERS, "nl", "amur=Amoer", 0.5, False, "1 of 2 gaps right"),
    (RIVERS, "en", "amur=Ussuri; ussuri=Amur", 0.0, False, "0 of 2 gaps right"),
    (RIVERS, "en", "Amur; Ussuri", ASKED, False, "amur=...; ussuri=..."),
    (RIVERS, "en", "river=Amur", ASKED, False, "amur=..."),
    (RIVERS, "en", "amur=; ussuri=", ASKED, False, "fill in the gaps"),
    (RIVERS, "nl", "", ASKED, False, "amur=..."),
    (USSURI, "en", "Ussuri", 1.0, True, "right"),
    (USSURI, "nl", "oessoeri", 1.0, True, "right"),
    (USSURI, "en", "ussuri", 1.0, True, "right"),
    (USSURI, "en", "ussuri=Ussuri", 1.0, True, "right"),
    (USSURI, "en", "ussuri = Ussuri", 1.0, True, "right"),
    (USSURI, "en", "Ussurii", 1.0, True, "but check your spelling: Ussuri"),
    (USSURI, "en", "Amur", 0.0, False, "the answer is Ussuri"),
    (USSURI, "en", " ", ASKED, False, "fill in the gap"),
    (AMUR, "en", "Amru", 0.0, False, "the answer is Amur"),
    (RISE, "en", "manchuria=1931; hitler=1933; china=1937", 1.0, True, "right"),
    (RISE, "nl", "manchuria=1931; hitler=1933; china=1936", 2 / 3, False, "2 of 3 gaps right"),
    (RISE.only("china"), "en", "1938", 0.0, False, "the answer is 1937"),
    (RISE.only("china"), "nl", "1937.", 1.0, True, "apart from the punctuation"),
]

LOGIC = Open(
    id="logic",
    prompt="Why was a pact with Hitler a logical step for Stalin?",
    rubric=("Two fronts", "Khalkhyn Gol", "Eastern Europe", "It divided Germany and Japan"),
    model="It kept him out of a war on two fronts, gave him Eastern Europe and left Japan alone.",
)
OPENS: list[Row] = [
    (LOGIC, "en", "1,2,3,4", 1.0, True, "4 of 4 points"),
    (LOGIC, "nl", "4; 3; 2; 1", 1.0, True, "4 of 4 points"),
    (LOGIC, "en", "1, 3", 0.5, False, "2 of 4 points"),
    (LOGIC, "en", "2,2,2", 0.25, False, "1 of 4 points"),
    (LOGIC, "nl", "", 0.0, False, "0 of 4 points"),
    (LOGIC, "en", "5", ASKED, False, "from 1 to 4"),
    (LOGIC, "en", "0", ASKED, False, "from 1 to 4"),
    (LOGIC, "nl", "alle", ASKED, False, "separated by commas"),
]

TABLE = [
    *CHOICES,
    *MULTIPLES,
    *TRUE_FALSE,
    *TEXTS,
    *NUMBERS,
    *DATES,
    *ORDERS,
    *MATCHES,
    *CLOZES,
    *OPENS,
]


def judged(question: AnyQuestion, language: str, line: str) -> Mark | AskAgain:
    """What a line typed under the question earns, its options shown in the deck's order."""
    response: Response | AskAgain
    match question:
        case Open():
            ticks = read_ticks(question, line)
            response = ticks if isinstance(ticks, AskAgain) else {"text": "It kept him safe.", "ticked": ticks}
        case Choice() | Multiple():
            response = read_response(question, line, tuple(question.options))
        case Order():
            response = read_response(question, line, tuple(question.items))
        case Match():
            response = read_response(question, line, tuple(question.right))
        case _:
            response = read_response(question, line, ())
    return response if isinstance(response, AskAgain) else mark(question, response, language)


@pytest.mark.parametrize(
    ("question", "language", "line", "score", "right", "reason"),
    [
        pytest.param(*row, id=f"{row[0].type}-{row[0].id}-{row[1]}-{row[2]}-{number}")
        for number, row in enumerate(TABLE)
    ],
)
def test_a_response_earns_what_the_table_says(
    question: AnyQuestion, language: str, line: str, score: float | None, right: bool, reason: str
) -> None:
    judgement = judged(question, language, line)
    if score is ASKED:
        assert isinstance(judgement, AskAgain), judgement
    else:
        assert isinstance(judgement, Mark), judgement
        assert judgement.score == pytest.approx(score), judgement
        assert judgement.right == right, judgement
    assert reason in judgement.reason
