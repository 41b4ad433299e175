"""What a learner can set."""
