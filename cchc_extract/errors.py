"""What can go wrong, in one hierarchy; every message says where and what to do."""


class CchcError(Exception):
    """Base of all errors raised on purpose."""


class PatternError(CchcError):
    """Mistakes in pattern files, all of them at once, each as `path:line: message`."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__(problems)

    def __str__(self) -> str:
        return "\n".join(self.problems)


class DocumentError(CchcError):
    """A document that cannot be read; the message names it and the remedy."""
