"""The learner's settings."""
