"""What the pages about letters ask."""
