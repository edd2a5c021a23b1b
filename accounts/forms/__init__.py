"""What the pages about people and organisations ask."""
