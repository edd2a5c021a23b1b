"""The demonstration: two invented organisations, their people and about forty invented cases.

Everything is reached through the same actions that the pages call, at the days the stories say.
"""
