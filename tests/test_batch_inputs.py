"""From names on the command line to documents: folders, lists, and records in every format."""

import csv
import datetime as dt
import gzip
import io
import json
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pyarrow
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from cchc_extract.batch import compressed
from cchc_extract.batch.fields import Fields
from cchc_extract.batch.inputs import Inputs
from cchc_extract.batch.items import Item
from cchc_extract.errors import DocumentError
from cchc_extract.reading import Document

FIELDS = Fields("body", "id", "date", "title")
Rows = Sequence[dict[str, str | None]]
ROWS: Rows = [
    {"id": "a", "body": "Một", "date": "2020-05-11", "title": "Tựa"},
    {"id": "", "body": "Hai\ndòng, và \"ngoặc\"", "date": None, "title": None},
    {"id": "c", "body": "Ba", "date": "Thứ Hai, 11/05/2020, 07:30", "title": " "},
]  # fmt: skip
DATE = dt.date(2020, 5, 11)


def outcomes(items: Iterable[Item]) -> list[Document | str]:
    """The documents, and in the place of those that cannot be read what is said of them."""
    found: list[Document | str] = []
    for item in items:
        try:
            found.append(item.load())
        except DocumentError as error:
            found.append(str(error))
    return found


def names(inputs: Inputs) -> list[str]:
    """What the documents are called."""
    return [item.name for item in inputs.items()]


def as_jsonl(rows: Rows) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def as_csv(rows: Rows, delimiter: str = ",") -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def as_parquet(rows: Rows) -> bytes:
    data = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(list(rows)), data, row_group_size=2)
    return data.getvalue()


FORMATS: dict[str, Callable[[Rows], bytes]] = {
    "a.jsonl": as_jsonl,
    "a.ndjson": lambda rows: as_jsonl(rows).replace(b"\n", b"\r\n"),
    "a.csv": as_csv,
    "a.CSV": lambda rows: as_csv(rows, ";"),
    "a.tsv": lambda rows: as_csv(rows, "\t"),
    "a.parquet": as_parquet,
}
PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.compress,
    ".zst": compressed.zstd("x").compress,
}


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("name", FORMATS)
def test_records_are_documents_in_every_format_and_packing(tmp_path: Path, name: str, packing: str) -> None:
    path = tmp_path / (name + packing)
    path.write_bytes(PACKINGS[packing](FORMATS[name](ROWS)))
    first, second, third = outcomes(Inputs([str(path)], fields=FIELDS).items())
    assert first == Document("a", "Tựa\n\nMột", date=DATE)
    assert third == Document("c", "Ba", date=DATE)
    assert isinstance(second, Document)
    place, _, number = second.name.rpartition(":")
    assert place == str(path)
    assert number == ("2" if "parquet" in name or "json" in name else "3")
    assert (second.text, second.date) == (ROWS[1]["body"], None)


def test_what_is_wrong_with_a_record_costs_that_record(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = ['{"body": "Một"}', "{", "", "[]", '{"text": "x"}', '{"body": 5}', '{"body": " "}', '{"body": "Hai"}']
    path.write_text("\n".join(lines))
    found = outcomes(Inputs([str(path)], fields=Fields("body")).items())
    assert found[0] == Document(f"{path}:1", "Một")
    assert found[-1] == Document(f"{path}:8", "Hai")
    wrong = [
        (2, "not JSON"), (4, "not a JSON object"), (5, "there are: text"), (6, "holds no text but 5"), (7, "empty"),
    ]  # fmt: skip
    for problem, (line, said) in zip(found[1:-1], wrong, strict=True):
        assert isinstance(problem, str)
        assert problem.startswith(f"{path}:{line}: ")
        assert said in problem


def test_what_is_wrong_with_a_row_costs_that_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b'body,date\nM\xe1t,\n"Hai\nd\xc3\xb2ng",2020-02-31\n\n"Ba\nd\xc3\xb2ng",\nB\n')
    latin, date, third, short = outcomes(Inputs([str(path)], fields=Fields("body", date="date")).items())
    assert latin == f"{path}:2: is not UTF-8; save the file as UTF-8"
    assert date == f"{path}:3: the field 'date' holds no date but '2020-02-31'; write it as YYYY-MM-DD"
    assert third == Document(f"{path}:6", "Ba\ndòng")
    assert isinstance(short, str)
    assert "no field 'date'" in short


@pytest.mark.parametrize("name", ["a.csv", "a.parquet", "a.csv.gz"])
def test_a_column_that_is_not_there_is_told_once(tmp_path: Path, name: str) -> None:
    data = FORMATS[name.removesuffix(".gz")](ROWS)
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    found = outcomes(Inputs([str(tmp_path / name)], fields=Fields("text")).items())
    assert found == [f"{tmp_path / name}: has no column 'text'; there are: id, body, date, title"]


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst", "a.csv.gz", "a.parquet.zst", "a.parquet"])
def test_a_file_that_breaks_off_gives_what_is_before_and_is_told(tmp_path: Path, name: str) -> None:
    rows: Rows = [{"id": str(n), "body": f"Bài {n} {os.urandom(50).hex()}"} for n in range(2000)]
    form, _, packing = name.partition(".")[2].partition(".")
    data = PACKINGS[f".{packing}" if packing else ""](FORMATS[f"a.{form}"](rows))
    (tmp_path / name).write_bytes(data[: len(data) // 2])
    *before, last = outcomes(Inputs([str(tmp_path / name)], fields=Fields("body", "id")).items())
    assert isinstance(last, str)
    assert last.startswith(f"{tmp_path / name}")
    texts = [document.text for document in before if isinstance(document, Document)]
    assert texts == [row["body"] for row in rows[: len(texts)]]
    assert ("jsonl" in name or "csv" in name) == bool(texts)
    assert len(texts) < 2000


def test_records_without_a_text_field_are_not_taken_for_an_article(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(as_jsonl(ROWS))
    (said,) = outcomes(Inputs([str(tmp_path / "a.jsonl")]).items())
    assert said == f"{tmp_path / 'a.jsonl'}: holds records; name the field of their text with --text-field"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with articles, and with what is none."""
    root = tmp_path / "news"
    for name in (
        "b/2.txt",
        "b/10.txt",
        "a.txt",
        "b.txt",
        "b/c/1.txt",
        "B.txt",
        "x.md",
        ".hidden.txt",
        ".git/x.txt",
        "b/r.jsonl",
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(json.dumps({"body": name}))
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "o.txt").write_text("o")
    (root / "out.txt").symlink_to(tmp_path / "outside" / "o.txt")
    (root / "out").symlink_to(tmp_path / "outside")
    (root / "gone.txt").symlink_to(tmp_path / "nothing")
    (root / "loop").symlink_to(root)
    (root / "same.txt").symlink_to(root / "a.txt")
    return root


def test_a_folder_gives_its_articles_in_the_order_of_their_names(folder: Path) -> None:
    inside = ["B.txt", "a.txt", "b/10.txt", "b/2.txt", "b/c/1.txt", "b.txt", "same.txt"]
    assert names(Inputs([str(folder)])) == [f"{folder}/{name}" for name in inside]
    assert names(Inputs([f"{folder}/"])) == [f"{folder}/{name}" for name in inside]
    assert names(Inputs([str(folder), str(folder / "a.txt")]))[-1] == f"{folder}/a.txt"


def test_globs_choose_by_name_or_by_path(folder: Path) -> None:
    def chosen(*globs: str) -> list[str]:
        return [name.removeprefix(f"{folder}/") for name in names(Inputs([str(folder)], globs=globs))]

    assert chosen("*.md") == ["x.md"]
    assert chosen("*.md", "b.*") == ["b.txt", "x.md"]
    assert chosen("b/*.txt") == ["b/10.txt", "b/2.txt", "b/c/1.txt"]
    assert outcomes(Inputs([str(folder)], globs=("*.htm",)).items()) == [
        f"{folder}: holds no *.htm; choose its files with --glob"
    ]


def test_a_folder_gives_its_records_where_their_text_is_named(folder: Path) -> None:
    assert f"{folder}/b/r.jsonl:1" in names(Inputs([str(folder)], fields=Fields("body")))


def test_files_of_our_own_are_no_articles(folder: Path) -> None:
    apart = frozenset({str((folder / "a.txt").resolve())})
    assert f"{folder}/a.txt" not in names(Inputs([str(folder)], apart=apart))


def test_lists_name_files_and_folders(folder: Path, tmp_path: Path) -> None:
    listed = tmp_path / "list"
    for end in (b"\n", b"\r\n", b"\0"):
        listed.write_bytes(end.join(os.fsencode(folder / name) for name in ("b.txt", "b/c", "no\u00efn.txt")) + end)
        given = names(Inputs([str(folder / "a.txt")], listed=str(listed)))
        assert given == [f"{folder}/{name}" for name in ("a.txt", "b.txt", "b/c/1.txt", "no\u00efn.txt")]
    (said,) = outcomes(Inputs([], listed=str(tmp_path / "none")).items())
    assert isinstance(said, str)
    assert said.startswith(f"{tmp_path / 'none'}: cannot be read (No such file")


@given(
    st.lists(
        st.text(st.characters(exclude_characters="\0\r\n", exclude_categories=["Cs"]), min_size=1), max_size=2000
    )
)
def test_a_list_of_any_length_is_read_whole(paths: list[str]) -> None:
    from cchc_extract.batch.inputs import _paths

    wanted = [path for path in paths if path.encode().strip()]
    for end in ("\n", "\0"):
        assert list(_paths(io.BytesIO(end.join(paths).encode()))) == wanted or (end == "\0" and len(paths) < 2)


def test_the_size_is_that_of_all_files(folder: Path) -> None:
    inputs = Inputs([str(folder)], fields=Fields("body"))
    assert inputs.size() == sum(item.taken for item in inputs.items())
    assert Inputs(["-"]).size() is None
