"""Write the facts files in `samples/` anew, after a wanted change of what comes out: python tests/renew_samples.py"""

import sys

from sample_files import ARTICLES, extracted, facts_file

from cchc_extract.extractor import Extractor


def main() -> None:
    """Write each facts file that differs, and name it on standard error."""
    extractor = Extractor()
    for article in ARTICLES:
        target = facts_file(article)
        content = extracted(article, extractor).encode()
        if not target.exists() or target.read_bytes() != content:
            target.write_bytes(content)
            print(f"renewed {target}", file=sys.stderr)


if __name__ == "__main__":
    main()
