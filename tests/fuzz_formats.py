"""Feed the readers files that somebody has broken: python tests/fuzz_formats.py [--minutes N] [--seed N]

Files of all formats are changed at random: bytes flipped, cut out, doubled, put in from another file, also inside
the parts of a DOCX and the streams of a PDF. A reader may say what is wrong with a file; what makes it raise anything
else, or takes it longer than a few seconds every time, is kept in tests/seeds, where the tests find it.
"""

import argparse
import hashlib
import io
import random
import time
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from documents import pdf, with_body, word
from old_encodings import encode

from cchc_extract.formats import FormatError, Limits, read

SEEDS = Path(__file__).parent / "seeds"
SLOW = 5.0
# A busy machine makes any file slow; one that is slow so many times is.
TRIES = 3
TOLD_EVERY = 60.0
# What the process for web pages says of an error that is no FormatError.
UNFORESEEN = "cannot be read ("
TEXT = "Năm 2019, Chỉ số CCHC của tỉnh An Giang đạt 84,35 điểm, xếp thứ 4/63.\nSở Nội vụ kiểm tra 15 đơn vị."
TABLE = [["Đơn vị", "Hồ sơ"], ["Tân An", "14.302"]]
PAGE = (
    f"<!DOCTYPE html><html><head><title>Tin</title><meta name=date content=2023-04-12></head><body><h1>{TEXT}</h1>"
    f"<p>{TEXT}</p><ul><li>{TEXT}<ul><li>a</li></ul></li></ul><table><tr><th rowspan=2>a<th colspan=2>b<tr><td>c<td>d"
    f"<tr><td>1<td>2<td>3</table><p>{TEXT * 3}</p></body></html>"
)
# What means something in one of the formats, and is put in anywhere.
TOKENS = [
    b"<", b">", b"&#x110000;", b"<table>", b"colspan=999", b"</", b"<!--", b"]]>", b"\0", b"\xff\xfe",
    b"\xef\xbb\xbf", b"\n", b"%PDF-", b"endstream", b"1 0 R", b"<<", b">>", b"/Kids[2 0 R]", b"<w:tbl>",
    b"PK\x03\x04", b"<w:tc/>", b"w:val='-1'", b"a^'", b"\xcc\x80", b"\xb8\xd6", b"9999999999",
    b"<!---->" * 40, b"<!DOCTYPE html>", b" a b c d" * 500, b"<div>" * 500, b" " * 5_000, b"<w:txbxContent>",
]  # fmt: skip


def originals() -> list[tuple[str, bytes]]:
    """Good files of every format and encoding, by name."""
    texts = [(f"{name}.txt", encode(TEXT, name)) for name in ("tcvn3", "vni", "viscii", "windows-1258", "viqr")]
    return [
        ("a.html", PAGE.encode()),
        ("b.docx", word(TEXT, TABLE, fonts=[(".VnTime", "C¶i c¸ch")], items=["Một"])),
        ("b.docx", with_body("<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>")),
        ("c.pdf", pdf([TEXT.split("\n"), ["Trang hai"]], title="Tin")),
        ("d.txt", TEXT.encode()),
        ("d.txt", TEXT.encode("utf-16")),
        ("d.txt", TEXT.encode().decode("cp1252", "replace").encode()),
        *texts,
        *((path.name, path.read_bytes()) for path in sorted(SEEDS.glob("*"))),
    ]


def changed(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """The bytes with a few changes."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(out) + 1)
        end = min(len(out), at + chance.choice((1, 2, 8, 100)))
        match chance.randrange(6):
            case 0:
                out[at:end] = chance.randbytes(end - at)
            case 1:
                del out[at:end]
            case 2:
                out[at:at] = out[at:end] * chance.choice((1, 2, 50))
            case 3:
                out[at:at] = chance.choice(TOKENS)
            case 4:
                start = chance.randrange(len(other) + 1)
                out[at:at] = other[start : start + 200]
            case _:
                del out[at:]
    return bytes(out)


def inside(name: str, data: bytes, other: bytes, chance: random.Random) -> bytes:
    """The file with changes in what it has packed, which would be lost on the way to it otherwise."""
    if name.endswith(".docx") and zipfile.is_zipfile(io.BytesIO(data)):
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
            chosen = chance.choice(["word/document.xml", "word/document.xml", *old.namelist()])
            for part in old.namelist():
                content = old.read(part)
                new.writestr(part, changed(content, other, chance) if part == chosen else content)
        return out.getvalue()
    if name.endswith(".pdf") and b"stream\n" in data:
        start = data.rindex(b"Decode>>stream\n") + len(b"Decode>>stream\n") if b"Decode>>stream\n" in data else 0
        try:
            unpacked = zlib.decompress(data[start:])
        except zlib.error:
            return changed(data, other, chance)
        return data[:start] + zlib.compress(changed(unpacked, other, chance)) + b"\nendstream" + data[-600:]
    return changed(data, other, chance)


def trouble(name: str, data: bytes) -> str:
    """What a reader does with a file that it must not do; nothing where it reads the file, or refuses it."""
    taken = []
    for _ in range(TRIES):
        begin = time.monotonic()
        try:
            read(data, name, limits=Limits(size=1_000_000, characters=200_000))
        except FormatError as error:
            if UNFORESEEN in str(error):
                return str(error)
        except Exception as error:
            return f"{type(error).__name__}: {error}"
        taken.append(time.monotonic() - begin)
        if taken[-1] <= SLOW:
            return ""
    return f"slow: {min(taken):.1f} s"


def findings(seconds: float, seed: int) -> Iterator[tuple[str, bytes, str]]:
    """Files that are trouble for a reader, and what happened; how many were tried is printed on the way."""
    chance = random.Random(seed)
    files = originals()
    begin = told = time.monotonic()
    runs = 0
    while time.monotonic() < begin + seconds:
        name, data = chance.choice(files)
        other = chance.choice(files)[1]
        broken = changed(data, other, chance) if chance.random() < 0.4 else inside(name, data, other, chance)
        runs += 1
        what = trouble(name, broken)
        if what:
            yield name, broken, what
        if time.monotonic() > told + TOLD_EVERY:
            told = time.monotonic()
            print(f"{runs} files in {told - begin:.0f} s", flush=True)
    print(f"{runs} files")


def main() -> None:
    """Run, tell of what was found, and keep it."""
    parser = argparse.ArgumentParser(description="Feed the readers broken files.")
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    told: set[str] = set()
    for name, data, what in findings(options.minutes * 60, options.seed):
        kind = what.partition(":")[0] + Path(name).suffix
        if kind not in told:
            told.add(kind)
            SEEDS.mkdir(exist_ok=True)
            path = SEEDS / f"{hashlib.sha256(data).hexdigest()[:12]}{Path(name).suffix}"
            path.write_bytes(data)
            print(f"{path.name}: {what}", flush=True)


if __name__ == "__main__":
    main()
