"""What runs need of the system that Windows does not have; there they make do without."""

from importlib.util import find_spec

# Locks, alarms and processes that are forked come together.
UNIX = find_spec("fcntl") is not None
