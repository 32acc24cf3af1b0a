"""What fifty lines of plain regular expressions make of an article: the measure of speed and accuracy to beat.

    python benchmarks/plain_regex.py ARTICLE.txt ...

Prints one JSON object a line for each number with a unit, without context, carrying over or word boundaries.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
NOUN = (
    r"thủ tục|TTHC|hồ sơ|đơn vị|phòng|văn bản|nhiệm vụ|dịch vụ|xã|huyện|sở|biên chế|cuộc|lớp|người|lượt|tỷ đồng|ngày"
)
INDEX = {"PAR_INDEX": r"CCHC|PAR[ -]?INDEX", "SIPAS": r"SIPAS", "PAPI": r"PAPI", "PCI": r"PCI", "DTI": r"DTI"}
RULES = [
    ("rank", rf"(?:xếp|đứng|hạng|vị trí)(?: thứ| hạng| vị trí)* (?P<value>{NUMBER})(?:/(?P<out_of>\d+))?"),
    ("change", rf"(?:tăng|giảm) (?P<value>{NUMBER}) ?(?P<unit>bậc|điểm|%)"),
    ("score", rf"(?P<value>{NUMBER}) (?P<unit>điểm)"),
    ("percentage", rf"(?P<value>{NUMBER}) ?(?P<unit>%)"),
    ("reduction", rf"(?:cắt giảm|giảm|tinh giản|giải thể|bãi bỏ|rút ngắn) (?P<value>{NUMBER}) (?P<unit>{NOUN})"),
    ("inspection", rf"(?:kiểm tra|thanh tra)(?: tại| đối với)? (?P<value>{NUMBER}) (?P<unit>{NOUN})"),
    ("count", rf"(?P<value>{NUMBER})(?:/(?P<out_of>{NUMBER}))? (?P<unit>{NOUN})"),
]
COMPILED = [(kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in RULES]
INDEXES = [(code, re.compile(pattern)) for code, pattern in INDEX.items()]
YEAR = re.compile(r"năm (20\d\d)")


def number(text: str) -> float:
    """The value of figures as Vietnamese writes them."""
    return float((re.sub(r"\.(?=\d{3})", "", text)).replace(",", "."))


def extract(text: str) -> Iterator[dict[str, Any]]:
    """The facts of a text, in no order; evidence offsets are half-open."""
    for sentence in re.finditer(r"[^\n.;]+(?:\.\d[^\n.;]*)*", text):
        part, taken = sentence[0], [False] * len(sentence[0])
        year = YEAR.search(part)
        index = next((code for code, pattern in INDEXES if pattern.search(part)), None)
        for kind, pattern in COMPILED:
            for match in pattern.finditer(part):
                start, end = match.span()
                if not any(taken[start:end]):
                    taken[start:end] = [True] * (end - start)
                    found = {name: number(v) for name in ("value", "out_of") if (v := match.groupdict().get(name))}
                    evidence = {"text": match[0], "start": sentence.start() + start, "end": sentence.start() + end}
                    about = {
                        "unit": match.groupdict().get("unit"),
                        "indicator": index,
                        "period": year[1] if year else None,
                    }
                    yield {"kind": kind, **found, **about, "evidence": evidence}


if __name__ == "__main__":
    for name in sys.argv[1:]:
        for fact in extract(Path(name).read_bytes().decode("utf-8-sig")):
            print(json.dumps({"doc": name, **fact}, ensure_ascii=False))
