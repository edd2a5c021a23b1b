"""Words that several tests use."""

WHY = "The group asked to see it at once."
