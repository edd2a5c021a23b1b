"""Reading the papers on screen, item by item: marks, notes of one's own, questions and their answers."""
