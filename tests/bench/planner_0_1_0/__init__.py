"""The planner of version 0.1.0, for later plans to be measured against.

Its three modules are as they were then, names included; only their imports have changed. Scheduling and forgetting are
the package's, so that two planners differ by their plans alone: give both the same cards, follow each plan with the
simulated learners of tests/learning/test_plan_accuracy.py, and compare what the exam day finds at equal minutes.
"""
