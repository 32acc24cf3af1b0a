"""Write the outputs in the README anew, after a wanted change of what comes out: python tests/renew_readme.py"""

import tempfile
from pathlib import Path

from readme_recipes import README, furnish, recipes, run, shown


def main() -> None:
    """Run all recipes and put what they print below those that show their output."""
    text = README.read_text("utf-8")
    parts, done = [], 0
    with tempfile.TemporaryDirectory() as folder:
        furnish(Path(folder))
        for recipe in recipes(text):
            result = run(recipe, Path(folder))
            if result.returncode:
                raise SystemExit(f"README.md:{recipe.line}: {result.stderr}")
            if recipe.output is not None:
                start, end = recipe.span
                parts += [text[done:start], shown(result.stdout)]
                done = end
    README.write_text("".join(parts) + text[done:], "utf-8")


if __name__ == "__main__":
    main()
