"""The words that both interfaces share."""
