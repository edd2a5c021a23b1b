"""What the pages about a case ask."""
