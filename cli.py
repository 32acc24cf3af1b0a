"""Runs the command line from a checkout: `python cli.py extract article.txt`."""

import importlib
import sys

from cchc_extract.cli import main

if __name__ == "__main__":
    # Installed, patterns/ is the package cchc_extract.patterns; in a checkout it still stands beside this file.
    for name in ("patterns", "reference"):
        sys.modules.setdefault(f"cchc_extract.{name}", importlib.import_module(name))
    main()
