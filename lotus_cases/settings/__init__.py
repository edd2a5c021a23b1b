"""Settings: one base, and a short file for each place the product runs."""
