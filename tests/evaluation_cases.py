"""A small gold corpus in memory, and the predictions that agree with it."""

import json
from pathlib import Path
from typing import Any

Fact = dict[str, Any]

ARTICLES = {
    "an-giang": (
        "Kiểm tra 15 đơn vị trong năm\r\n\r\n"
        "Năm 2020, Chỉ số CCHC của tỉnh An Giang đạt 84,35 điểm, xếp thứ 4/63, tăng 7 bậc so với năm 2019. "
        "Sở Nội vụ kiểm tra 15 đơn vị, gồm 05 sở và 10 xã; rà soát khoảng 203 TTHC, giảm 32 phòng. "
        "Cả tỉnh trồng 120 cây xanh."
    ),
    "ca-mau": ("Tỉnh Cà Mau đặt mục tiêu 95% hồ sơ đúng hạn; đã có 56/56 nhiệm vụ xong, 3 xã và 3 phường đạt chuẩn."),
}
COMMON = {"area": "An Giang", "period": "2020"}
GOLD: dict[str, list[Fact]] = {
    "an-giang": [
        {
            "kind": "score",
            "value": 84.35,
            "unit": "điểm",
            "indicator": "PAR_INDEX",
            "evidence": "đạt 84,35 điểm",
        },
        {"kind": "rank", "value": 4, "out_of": 63, "indicator": "PAR_INDEX", "evidence": "xếp thứ 4/63"},
        {"kind": "change", "value": 7, "unit": "bậc", "direction": "up", "baseline": "2019"}
        | {"evidence": "tăng 7 bậc", "accept": {"baseline": [None]}},
        {"id": "g1", "kind": "inspection", "value": 15, "unit": "đơn vị", "action": "kiểm tra"}
        | {"entity": "Sở Nội vụ", "evidence": "15 đơn vị", "nth": 2},
        {"kind": "inspection", "value": 5, "unit": "sở", "part_of": "g1", "evidence": "05 sở"},
        {"kind": "inspection", "value": 10, "unit": "xã", "part_of": "g1", "evidence": "10 xã"}
        | {"accept": {"part_of": [None]}},
        {"kind": "count", "value": 203, "unit": "thủ tục hành chính", "comparator": "~", "action": "rà soát"}
        | {"evidence": "khoảng 203 TTHC", "accept": {"period": ["2020-12"], "action": ["kiểm tra, rà soát"]}},
        {"kind": "reduction", "value": 32, "unit": "phòng", "evidence": "giảm 32 phòng"}
        | {"accept": {"kind": ["count"], "value": [-32]}},
        {"kind": "count", "value": 120, "unit": "cây xanh", "optional": True, "evidence": "120 cây xanh"},
    ],
    "ca-mau": [
        {"kind": "percentage", "value": 95, "unit": "%", "subject": "hồ sơ đúng hạn", "status": "target"}
        | {"evidence": "95% hồ sơ đúng hạn"},
        {"kind": "count", "value": 56, "out_of": 56, "unit": "nhiệm vụ", "evidence": "56/56 nhiệm vụ"},
        {"kind": "count", "value": 3, "unit": "xã", "evidence": "3 xã"},
        {"kind": "count", "value": 3, "unit": "phường", "evidence": "3 phường"},
    ],
}


def write_gold(folder: Path) -> Path:
    for name, text in ARTICLES.items():
        (folder / f"{name}.txt").write_bytes(text.encode())
        lines = [json.dumps(COMMON | fact, ensure_ascii=False) + "\n" for fact in GOLD[name]]
        (folder / f"{name}.jsonl").write_bytes("".join(lines).encode())
    return folder


def span(name: str, fact: Fact) -> tuple[int, int]:
    start = ARTICLES[name].index(fact["evidence"])
    if fact.get("nth") == 2:
        start = ARTICLES[name].index(fact["evidence"], start + 1)
    return start, start + len(fact["evidence"])


def evidence(name: str, start: int, end: int) -> Fact:
    return {"text": ARTICLES[name][start:end], "start": start, "end": end}


def predictions() -> list[Fact]:
    """The gold as the extractor would put it: every fact right."""
    return [
        {"id": f"{name}-{i}", "doc": f"news/{name}.txt"}
        | {k: v for k, v in (COMMON | fact).items() if k not in {"id", "nth", "optional", "accept", "part_of"}}
        | {
            "part_of": "an-giang-3" if "part_of" in fact else None,
            "evidence": evidence(name, *span(name, fact)),
        }
        for name, facts in GOLD.items()
        for i, fact in enumerate(facts)
    ]
