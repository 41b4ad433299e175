"""The learner's log on disk."""
