"""Practice: a session that leaves the schedule of its cards alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from quizapp.core.deferred import dataclass
from quizapp.core.digest import blake2b
from quizapp.core.study import Item
from quizapp.decks.library import LoadedDeck
from quizapp.store.progress import Progress


@dataclass(frozen=True, slots=True)
class Practice:
    """The cards to practise: all of the decks studied, but suspended ones, or those for which all of this holds.

    `tag`: their question has it. `wrong`: answered wrong on the last day they came up, in a review or in practice, or
    leeches. `cards`: they are among these, by deck id and card id; the id of a cloze stands for the cards of its gaps.
    """

    tag: str = ""
    wrong: bool = False
    cards: Collection[tuple[str, str]] = ()

    @property
    def name(self) -> str:
        """The name that tells sessions over the same decks apart; the same for the same choice of cards."""
        words = ["practice"]
        if self.tag:
            words.append(f"tag={self.tag}")
        if self.wrong:
            words.append("wrong")
        if self.cards:
            listed = "\n".join(sorted("/".join(card) for card in self.cards))
            words.append(f"cards={blake2b(listed.encode(), digest_size=8).hexdigest()}")
        return " ".join(words)


def chosen(practice: Practice, decks: Iterable[LoadedDeck], progress: Progress) -> list[Item]:
    """The cards to practise, in the order of their decks.

    Raises:
        StoreError: if progress cannot be read.
    """
    return [item for deck in decks for item in _chosen(practice, deck, progress)]


def choices(decks: Sequence[LoadedDeck], progress: Progress) -> list[tuple[Practice, int]]:
    """Return what can be practised in these decks, with the number of cards: all, wrong ones, those of each tag.

    Raises:
        StoreError: if progress cannot be read.
    """
    everything, wrong = Practice(), Practice(wrong=True)
    items = {deck.id: _chosen(everything, deck, progress) for deck in decks}
    tagged: Counter[str] = Counter()
    for deck in decks:
        tags = {each.question: each.tags for each in deck.listing()}
        for item in items[deck.id]:
            tagged.update(set(tags.get(item.question, ())))
    offered = [
        (everything, sum(map(len, items.values()))),
        (wrong, sum(len(_named(progress.wrong(deck.id), items[deck.id])) for deck in decks)),
        *((Practice(tag=tag), cards) for tag, cards in sorted(tagged.items())),
    ]
    return [choice for choice in offered if choice[1]]


def _chosen(practice: Practice, deck: LoadedDeck, progress: Progress) -> list[Item]:
    progress.adopt(deck.id, deck.aliases)
    suspended = progress.suspended(deck.id)
    items = [Item(deck.id, card.card, card.question) for card in deck.cards if card.card not in suspended]
    if practice.cards:
        items = _named({card for of, card in practice.cards if of == deck.id}, items)
    if practice.tag:
        tagged = {each.question for each in deck.listing() if practice.tag in each.tags}
        items = [item for item in items if item.question in tagged]
    if practice.wrong:
        items = _named(progress.wrong(deck.id), items)
    return items


def _named(names: Collection[str], items: Sequence[Item]) -> list[Item]:
    """The items whose card is among `names`, or whose question, unless that is the id of a card itself."""
    cards = {item.card for item in items}
    return [item for item in items if item.card in names or (item.question in names and item.question not in cards)]
