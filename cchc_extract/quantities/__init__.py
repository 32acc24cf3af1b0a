"""The quantities of an article: numbers with what they count and the words right before them."""
