"""Everything a learner does: studying, exams, plans, statistics."""
