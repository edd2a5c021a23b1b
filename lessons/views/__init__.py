"""Pages of lessons reviews."""
