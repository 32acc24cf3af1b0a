"""An article before its numbers are looked at: its date, places, bodies, tables, and what it is about."""
