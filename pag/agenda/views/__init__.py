"""The pages of an agenda."""
