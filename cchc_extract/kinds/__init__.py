"""The kind of a quantity, by the rules of the pack and what they ask of its context."""
