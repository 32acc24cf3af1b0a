"""Many documents: where they come from, the processes that work on them, and an output that loses none of them."""
