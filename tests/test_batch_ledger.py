"""An output that grows: whatever ends a run, and wherever, the next ends with the bytes of an undisturbed one."""

import json
import os
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_extract.batch.items import ReadItem, digest_of
from cchc_extract.batch.ledger import Ledger
from cchc_extract.batch.store import Settings
from cchc_extract.batch.work import Result, Task, failure
from cchc_extract.output.writing import OutputError
from cchc_extract.reading import Document

SETTINGS = Settings("1.0", "patterns", "options")
# Name and text; a text in which a document fails.
Docs = Sequence[tuple[str, str]]
FAILS = "fails"


def content(name: str, text: str) -> bytes:
    """What stands for the facts of a document: some lines, or none, or more than a page."""
    return f"{name}:{text}\n".encode() * {"": 0, "long": 1000}.get(text, 2)


def work(task: Task) -> Result:
    """The result of a document as `Work` makes it."""
    document = task.item.load()
    digest = digest_of(document)
    if document.text == FAILS:
        return failure(task.item, "read", "no")
    if digest in task.known:
        return Result(document.name, document.name, digest, None)
    return Result(document.name, document.name, digest, content(document.name, document.text), 1)


def run(output: Path, docs: Docs, given: Settings = SETTINGS, *, resume: bool = True, stop: int | None = None) -> int:
    """Write documents, all or only the first ones; how many were done anew."""
    anew = 0
    with closing(Ledger(output, given, resume=resume)) as ledger:
        for number, (name, text) in enumerate(docs):
            if number == stop:
                return anew
            item = ReadItem(Document(name, text), name)
            result = work(Task(item, ledger.known(item)))
            anew += result.content is not None
            ledger.commit([result])
        ledger.finish()
    return anew


def undisturbed(docs: Docs) -> bytes:
    """The bytes of a run to its end."""
    return b"".join(content(name, text) for name, text in docs if text != FAILS)


NAMES = st.sampled_from("abcdefgh")
TEXTS = st.sampled_from(["", "x", "y", "long", FAILS])
DOCS = st.lists(st.tuples(NAMES, TEXTS), max_size=8)
# A run over some documents that ends after so many of them, and then loses so many bytes of its files, as in a crash.
BROKEN = st.tuples(DOCS, st.integers(0, 8), st.sampled_from([SETTINGS, replace(SETTINGS, patterns="other")]))
CUT = st.tuples(st.sampled_from(["", ".manifest"]), st.integers(0, 200))


@settings(deadline=None, max_examples=80)
@given(st.lists(st.tuples(BROKEN, CUT), max_size=4), DOCS)
def test_whatever_happened_before_the_end_is_that_of_an_undisturbed_run(
    runs: list[tuple[tuple[Docs, int, Settings], tuple[str, int]]], docs: Docs
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder, "facts.jsonl")
        for (before, stop, given), (end, lost) in runs:
            run(output, before, given, stop=stop)
            if (file := Path(f"{output}{end}")).exists():
                os.truncate(file, max(0, file.stat().st_size - lost))
        if output.exists() and not Path(f"{output}.manifest").exists():
            output.unlink()
        run(output, docs)
        assert output.read_bytes() == undisturbed(docs)
        assert {path.name for path in Path(folder).iterdir()} == {"facts.jsonl", "facts.jsonl.manifest"}
        assert run(output, docs) == sum(text == FAILS for _, text in docs)


def test_only_what_is_new_or_changed_is_done_again(tmp_path: Path) -> None:
    output = tmp_path / "facts.jsonl"
    docs = [("a", "x"), ("b", "x"), ("c", "x"), ("d", "x")]
    assert run(output, docs) == 4
    assert run(output, docs) == 0
    assert run(output, [("a", "x"), ("aa", "x"), ("b", "x"), ("c", "y"), ("d", "x")]) == 2
    assert run(output, [("d", "x"), ("a", "x")]) == 0
    assert output.read_bytes() == undisturbed([("d", "x"), ("a", "x")])
    assert run(output, docs, replace(SETTINGS, version="1.1")) == 4
    assert run(output, docs, resume=False) == 4


def test_what_was_put_aside_outlives_the_run_that_did_it(tmp_path: Path) -> None:
    output = tmp_path / "facts.jsonl"
    docs = [(name, "x") for name in "abcdef"]
    run(output, docs)
    assert run(output, [("0", "x"), *docs], stop=2) == 1
    assert output.read_bytes() == undisturbed([("0", "x"), ("a", "x")])
    assert run(output, [("00", "x"), ("0", "x"), *docs]) == 1
    assert output.read_bytes() == undisturbed([("00", "x"), ("0", "x"), *docs])


def test_the_manifest_tells_where_the_facts_of_a_document_are(tmp_path: Path) -> None:
    output = tmp_path / "facts.jsonl"
    docs = [("a", "x"), ("b", ""), ("c", FAILS), ("d", "y")]
    run(output, docs)
    entries = [json.loads(line) for line in Path(f"{output}.manifest").read_bytes().splitlines()]
    assert [entry["doc"] for entry in entries] == ["a", "b", "d"]
    written = output.read_bytes()
    for entry, text in zip(entries, ["x", "", "y"], strict=True):
        assert written[entry["start"] : entry["end"]] == content(entry["doc"], text)
        assert (entry["version"], entry["patterns"], entry["options"]) == ("1.0", "patterns", "options")


def test_facts_that_are_no_longer_what_was_written_are_done_again(tmp_path: Path) -> None:
    output = tmp_path / "facts.jsonl"
    docs = [(name, "x") for name in "abcd"]
    run(output, docs)
    written = bytearray(output.read_bytes())
    written[len(content("a", "x"))] ^= 1
    output.write_bytes(written)
    assert run(output, docs) == 3
    assert output.read_bytes() == undisturbed(docs)


@pytest.mark.parametrize("field", ["doc", "digest", "start", "end", "crc"])
def test_a_manifest_that_somebody_has_spoilt_counts_as_far_as_it_is_right(tmp_path: Path, field: str) -> None:
    output, manifest = tmp_path / "facts.jsonl", tmp_path / "facts.jsonl.manifest"
    docs = [(name, "x") for name in "abcd"]
    run(output, docs)
    entries = [json.loads(line) for line in manifest.read_bytes().splitlines()]
    entries[1][field] = [] if field in ("doc", "digest") else str(entries[1][field])
    manifest.write_text("".join(json.dumps(entry) + "\n" for entry in entries))
    assert run(output, docs) == 3
    assert output.read_bytes() == undisturbed(docs)


def test_a_second_run_at_once_is_refused_and_disturbs_nothing(tmp_path: Path) -> None:
    output, link = tmp_path / "facts.jsonl", tmp_path / "link"
    link.symlink_to(output)
    with closing(Ledger(output, SETTINGS, resume=False)) as first:
        for name in (output, link):
            with pytest.raises(OutputError, match="is being written by another run"):
                Ledger(name, SETTINGS, resume=True)
        first.commit([Result("a", "a", "0", b"fact\n", 1)])
        first.finish()
    assert output.read_bytes() == b"fact\n"
    assert run(output, [("a", "x")]) == 1


def test_without_a_manifest_there_is_nothing_to_go_on_with(tmp_path: Path) -> None:
    output = tmp_path / "facts.jsonl"
    output.write_bytes(b"mine\n")
    with pytest.raises(OutputError, match="no manifest"):
        run(output, [("a", "x")])
    assert output.read_bytes() == b"mine\n"
    assert list(tmp_path.iterdir()) == [output]


def test_a_run_that_did_nothing_leaves_what_was_there(tmp_path: Path) -> None:
    output = tmp_path / "facts.jsonl"
    Ledger(output, SETTINGS, resume=False).close()
    assert list(tmp_path.iterdir()) == []
    run(output, [("a", "x")])
    Ledger(output, SETTINGS, resume=False).close()
    assert output.read_bytes() == undisturbed([("a", "x")])
    assert run(output, [("a", "x")]) == 0
