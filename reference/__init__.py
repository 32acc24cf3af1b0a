"""Published figures that facts are checked against: how many are ranked, scales of scores, values of indices."""
