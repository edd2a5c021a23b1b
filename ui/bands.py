"""Word and shape of each band: a reader who sees no colour still has both."""

# Colour → (word, shape). The scores that make a colour are data, in the scoring guide.
BANDS = {
    "red": ("Red", "diamond"),
    "amber": ("Amber", "triangle"),
    "green": ("Green", "circle"),
}
