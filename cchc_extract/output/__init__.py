"""Facts and reports on their way out: JSONL and its kin, and what people read on a terminal."""
