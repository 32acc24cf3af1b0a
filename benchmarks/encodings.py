"""How often the encoding of a snippet is found, and whether good UTF-8 is ever changed.

    python benchmarks/encodings.py [--snippets N] [--good N] [--length N]

Snippets are cut anywhere from the samples and the annotated articles.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from old_encodings import encode, snippets

from cchc_extract.encodings import UnknownEncodingError, decode, mend
from cchc_extract.encodings.names import LEGACY


def found(data: bytes) -> str:
    """The encoding that is found, or why none is."""
    try:
        return decode(data).encoding
    except UnknownEncodingError:
        return "none"


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description="Accuracy of the detection of encodings.")
    parser.add_argument("--snippets", type=int, default=1_000, help="for each encoding")
    parser.add_argument("--good", type=int, default=10_000, help="snippets of good UTF-8")
    parser.add_argument("--length", type=int, default=200, help="characters of a snippet")
    options = parser.parse_args()
    pieces = snippets(options.snippets, seed=1, length=options.length)
    for name in (*LEGACY, "viqr"):
        right = sum(found(encode(piece, name)) == name for piece in pieces)
        print(f"{name:16}{right:7} of {len(pieces)} found  {right / len(pieces):7.2%}")
    mojibake = sum(mend(piece.encode().decode("latin-1")).text == piece for piece in pieces)
    print(f"{'mojibake':16}{mojibake:7} of {len(pieces)} mended {mojibake / len(pieces):7.2%}")
    good = snippets(options.good, seed=2, length=options.length)
    harmed = sum(mend(piece).text != piece or decode(piece.encode()).text != piece for piece in good)
    print(f"{'good UTF-8':16}{harmed:7} of {len(good)} changed")


if __name__ == "__main__":
    main()
