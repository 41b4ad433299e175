"""Articles, titles and transcriptions by language, which no data of Unicode's holds."""

from __future__ import annotations

from collections.abc import Mapping

ARTICLES: Mapping[str, str] = {
    "de": "der die das den dem des ein eine einen einem einer eines",
    "en": "the a an",
    "es": "el la los las lo un una unos unas",
    "fr": "le la les l' un une des",
    "it": "il lo la i gli le l' un uno una un'",
    "nl": "de het een 't t",
    "pt": "o a os as um uma uns umas",
}
"""Articles in lower case; one that ends in an apostrophe stands before its word without a space."""

TITLES: Mapping[str, str] = {
    "de": (
        "herr frau fräulein dr prof professor professorin präsident präsidentin kanzler kanzlerin general marschall "
        "admiral feldmarschall könig königin kaiser kaiserin zar prinz prinzessin fürst graf papst bischof"
    ),
    "en": (
        "mr mrs ms miss dr prof professor sir dame lord lady president chancellor minister senator general marshal "
        "admiral colonel major captain lieutenant sergeant king queen emperor empress tsar prince princess duke count "
        "pope bishop saint st"
    ),
    "es": (
        "señor señora sr sra don doña doctor doctora dr dra profesor profesora presidente presidenta general mariscal "
        "almirante rey reina emperador emperatriz zar príncipe princesa duque conde papa obispo san santa"
    ),
    "fr": (
        "monsieur madame mademoiselle m mme mlle dr docteur pr professeur président présidente chancelier général "
        "maréchal amiral roi reine empereur impératrice tsar prince princesse duc comte pape évêque saint sainte"
    ),
    "it": (
        "signor signora sig dott dottor dottoressa prof professor professoressa presidente cancelliere generale "
        "maresciallo ammiraglio re regina imperatore imperatrice zar principe principessa duca conte papa vescovo san "
        "santa"
    ),
    "nl": (
        "meneer mevrouw dhr mevr mw dr prof professor president presidente kanselier minister generaal maarschalk "
        "veldmaarschalk admiraal kolonel kapitein koning koningin keizer keizerin tsaar prins prinses hertog graaf "
        "paus bisschop sint"
    ),
    "pt": (
        "senhor senhora sr sra dom dona doutor doutora dr dra professor professora presidente general marechal "
        "almirante rei rainha imperador imperatriz czar príncipe princesa duque conde papa bispo são santa"
    ),
}
"""Titles before a name, in lower case."""

_NORSE = {"å": "aa", "æ": "ae", "ø": "oe"}
TRANSCRIPTIONS: Mapping[str, Mapping[str, str]] = {
    "da": _NORSE,
    "de": {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"},
    "fa": {"ي": "ی", "ك": "ک"},
    "nb": _NORSE,
    "nn": _NORSE,
    "no": _NORSE,
    "sv": {"å": "aa", "ä": "ae", "ö": "oe"},
}
"""Stand-ins for letters that a keyboard lacks; for Persian, the two letters of an Arabic keyboard."""

DOTLESS = frozenset(("tr", "az"))
"""Languages where I is the capital of ı, and İ that of i."""
