"""What a teacher touches: reading and checking decks."""
