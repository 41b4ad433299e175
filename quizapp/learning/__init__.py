"""What a learner does: studying, exams, plans, statistics."""
