"""Teachers' tools: checking, comparing, previewing decks."""
