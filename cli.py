"""Runs the command line from a checkout: `python cli.py extract article.txt`."""

import importlib
import sys

from cchc_extract.cli import main

if __name__ == "__main__":
    # Installed, patterns/ is the package cchc_extract.patterns; in a checkout it still stands beside this file.
    sys.modules.setdefault("cchc_extract.patterns", importlib.import_module("patterns"))
    main()
