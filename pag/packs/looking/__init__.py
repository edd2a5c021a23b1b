"""Looking through chosen documents for names and numbers before they go into papers."""
