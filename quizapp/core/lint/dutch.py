"""The Dutch words that the rules about wording know."""

from __future__ import annotations

import re

from quizapp.core.lint.words import Negation, Words, phrases, words

DUTCH = Words(
    stop=words(
        """
        aan achter af al alle alleen allemaal als altijd ander andere anders begin begon behalve beide bij bijna binnen
        boven bovendien buiten daar daarna daarom dan dat de deel deed den der deze dezelfde die dit doen doet door drie
        dus echter een één eens eerst eerste eigen eind einde elk elke en enig enige enkel enkele er ergens erg even ga
        gaan gaat gaf gauw gebruikt gedaan geen gegeven gehad gekomen geleden geworden geweest ging gingen goed graag
        groot grote haar had hadden half heb hebben hebt heeft heel heen hem hen het hield hier hij hoe hoeveel hoort
        hun iedere iedereen iemand iets ik in is ja jaar jaren je juist kan kant keer kleine klein komen komt kon konden
        kreeg kregen krijgen kun kunnen kwam kwamen laat laatste lang lange later leek lag liet maar maakt maakte maken
        maand man mannen me meer meest meeste men mens mensen met mij mijn minder moest moesten moet moeten mogen naam
        naar naast nadat na niemand niet niets nieuwe nieuw nodig nog nooit nu of om omdat ons onder ook op over per
        plaats rond samen slechts soms staan staat steeds stond stonden te tegen ten ter terug terwijl tijd tijdens toch
        toen tot tussen twee tweede u uit uur van vanaf vast veel verder vele vond voor vooral voordat waar waarbij
        waardoor waarin waarmee waarom wanneer want waren was wat weer weg weinig wel welk welke werd werden wie wil
        wilde wilden woord woorden word worden wordt zal ze zeer zei zeggen zelf zelfs zich zij zijn zo zoals zodat
        zonder zou zouden
        """
    ),
    endings=("eren", "ers", "en", "er", "e", "s", "t"),
    absolutes=words(
        """
        absoluut alle alleen allemaal altijd elk elke enkel geheel ieder iedere iedereen moet moeten niemand nimmer
        nooit onmogelijk totaal uitsluitend volkomen volledig volstrekt
        """
    ),
    idioms=phrases(
        """
        alle kanten, alle twee, alleen al, alleen gelaten, alleen nog, allemaal niet, elk geval, elke keer, in
        alle, ieder geval, met alle, moet hebben, niet alle, niet alleen, niet altijd, nooit meer, op alle, van
        alle
        """
    ),
    total=re.compile(
        r"(?:(?:alle|al|alles|geen(?: enkele)?|een|één|elk|beide) (?:van )?)?(?:de |het )?(?:hier)?boven"
        r"(?:staande?|genoemden?|genoemde?)?(?: (?:antwoord|antwoorden|optie|opties|mogelijkheden))?"
        r"(?: (?:is|zijn)\b.*)?"
        r"|geen (?:enkele )?van (?:deze|die|de|hen|alle|alles)(?: andere)?"
        r"(?: (?:antwoorden|opties|mogelijkheden|anderen))?(?: (?:is|zijn)\b.*)?"
        r"|alle (?:deze |die |de )?(?:andere )?(?:antwoorden|opties|mogelijkheden)(?: (?:is|zijn|kloppen)\b.*)?"
        r"|(?:alles|allemaal) (?:is|zijn) (?:juist|goed|waar|fout|onjuist)"
    ),
    pointers=words(
        """
        bovenstaand bovenstaande bovengenoemd bovengenoemde hierboven boven deze die hen alle alles allemaal antwoorden
        opties mogelijkheden anderen
        """
    ),
    months=(
        *("januari", "februari", "maart", "april", "mei", "juni"),
        *("juli", "augustus", "september", "oktober", "november", "december"),
    ),
    decimal=",",
    negation=Negation(
        askers=words("welk welke wat wie wiens waar"),
        orders=words("kies selecteer noem vink markeer zoek duid"),
        openers=words(
            """
            dat die omdat doordat toen terwijl als of om nadat voordat hoewel zodat waarin waarbij waarvan waarmee
            waardoor waarop waaraan waarom hoe sinds tot totdat want
            """
        ),
        negatives=words("niet nooit nimmer evenmin"),
        denials=words("geen"),
        copulas=words("is was zijn waren wordt werd worden werden hoort hoorde behoort behoorde"),
        harmless=words("alleen langer meer ver lang zo te veel eens"),
        exceptions=words("behalve uitgezonderd"),
        fillers=words("één een voor"),
    ),
)
