"""Pattern files of a user: mistakes are named with path and line, all at once; what is right takes effect.

Each file in `bad_patterns/` says in its first lines which problems it must give: `# expect LINE: MESSAGE`.
"""

import json
import pickle
import re
from pathlib import Path

import pytest
from commands import cchc

from cchc_extract.errors import CchcError, PatternError
from cchc_extract.extractor import Extractor
from cchc_extract.pack.loading import builtin_files, load_files

BAD = sorted((Path(__file__).parent / "bad_patterns").glob("*.yaml"))
EXPECT = re.compile(r"^# expect (\d+: .+)$", re.MULTILINE)


def expected(path: Path) -> list[str]:
    """The problems that a bad file says it has."""
    return [f"{path}:{problem}" for problem in EXPECT.findall(path.read_bytes().decode("utf-8", "replace"))]


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_file_is_refused_with_path_line_and_reason(path: Path) -> None:
    with pytest.raises(PatternError) as caught:
        Extractor([path])
    assert sorted(caught.value.problems) == sorted(expected(path))
    copy = pickle.loads(pickle.dumps(caught.value))
    assert str(copy) == str(caught.value), "told the same by a worker"
    assert expected(path), "a bad file says what is wrong with it"


def test_the_mistakes_of_all_files_are_told_at_once() -> None:
    paths = [path for path in BAD if path.stem in ("unknown-section", "not-yaml", "not-utf8", "bad-province")]
    with pytest.raises(CchcError) as caught:
        Extractor(paths)
    told = str(caught.value).splitlines()
    assert sorted(told) == sorted(problem for path in paths for problem in expected(path))


def test_the_built_in_files_have_no_mistakes() -> None:
    files = builtin_files()
    assert load_files(files, checked=files).kinds


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PatternError, match=r"gone\.yaml:1: cannot be read: No such file"):
        Extractor([tmp_path / "gone.yaml"])


def test_a_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(PatternError, match=rf"{re.escape(str(tmp_path))}:1: cannot be read: Is a directory"):
        Extractor([tmp_path])


def with_patterns(folder: Path, *contents: str) -> Extractor:
    """An extractor with further pattern files of these contents."""
    paths = []
    for number, content in enumerate(contents):
        paths.append(folder / f"mine{number}.yaml")
        paths[-1].write_text(content, "utf-8")
    return Extractor(paths)


def stated(extractor: Extractor, text: str) -> list[tuple[str, float, str | None, str]]:
    """Kind, value, unit and pattern of the facts in a text."""
    facts = extractor.extraction(text, on_topic=True).facts
    return [(fact.kind, fact.value, fact.unit, fact.pattern) for fact in facts]


@pytest.mark.parametrize("content", ["", "# nothing yet\n", "kinds: []\n"])
def test_an_empty_file_changes_nothing(extractor: Extractor, tmp_path: Path, content: str) -> None:
    text = "Chỉ số CCHC năm 2020 của tỉnh An Giang xếp thứ 4/63; Sở Nội vụ kiểm tra 15 đơn vị, giảm 32 phòng."
    assert stated(with_patterns(tmp_path, content), text) == stated(extractor, text) != []


RANK = "Chỉ số CCHC năm 2020 của tỉnh An Giang đội sổ."
LAST = """
words:
  - id: rank.last
    kind: rank
    value: VALUE
    words: [đội sổ]
    match: [{text: "Chỉ số CCHC của tỉnh đội sổ."}]
    miss: ["Sổ theo dõi hồ sơ."]
"""


def test_a_rule_can_be_added(extractor: Extractor, tmp_path: Path) -> None:
    assert stated(extractor, RANK) == []
    assert stated(with_patterns(tmp_path, LAST.replace("VALUE", "63")), RANK) == [("rank", 63, None, "rank.last")]


def test_a_later_file_overrides_a_rule_by_its_id(tmp_path: Path) -> None:
    files = LAST.replace("VALUE", "63"), LAST.replace("VALUE", "34")
    assert stated(with_patterns(tmp_path, *files), RANK) == [("rank", 34, None, "rank.last")]


def test_a_built_in_rule_can_be_overridden(extractor: Extractor, tmp_path: Path) -> None:
    text = "Chỉ số CCHC năm 2020: tỉnh An Giang đứng đầu; tỉnh Bến Tre vô địch."
    mine = """
words:
  - id: rank.first
    kind: rank
    value: 1
    words: [vô địch]
    match: [{text: "Chỉ số CCHC: tỉnh vô địch."}]
    miss: ["Vô địch bóng đá."]
"""
    before = extractor.extraction(text, on_topic=True).facts
    after = with_patterns(tmp_path, mine).extraction(text, on_topic=True).facts
    assert [fact.evidence.text for fact in before] == ["đứng đầu"]
    assert [(fact.evidence.text, fact.pattern) for fact in after] == [("vô địch", "rank.first")]


def test_a_built_in_rule_can_be_switched_off(extractor: Extractor, tmp_path: Path) -> None:
    text = "Chỉ số CCHC năm 2020 của tỉnh Hà Nam giữ nguyên thứ hạng so với năm 2019."
    assert [fact.pattern for fact in extractor.extract(text)] == ["change.unchanged"]
    assert with_patterns(tmp_path, "disable: [change.unchanged]\n").extract(text) == []


def test_an_exclusion_can_be_switched_off(extractor: Extractor, tmp_path: Path) -> None:
    text = "Liên thông thủ tục hành chính theo mô hình 1 cửa."
    rules = [dropped.rule for dropped in extractor.extraction(text, on_topic=True).dropped]
    assert rules == ["term.onestop"]
    other = with_patterns(tmp_path, "disable: [term.onestop]\n").extraction(text, on_topic=True)
    assert "term.onestop" not in [dropped.rule for dropped in other.dropped]


def test_a_noun_can_be_added(extractor: Extractor, tmp_path: Path) -> None:
    text = "Tỉnh lắp đặt 45 buồng tự phục vụ cho người làm thủ tục hành chính."
    mine = with_patterns(tmp_path, "units: {nouns: {objects: [buồng tự phục vụ]}}\n")
    before, after = (made.extraction(text, on_topic=True).facts for made in (extractor, mine))
    assert [fact.evidence.text for fact in before] != ["lắp đặt 45 buồng tự phục vụ"]
    assert [(fact.unit, fact.evidence.text) for fact in after] == [
        ("buồng tự phục vụ", "lắp đặt 45 buồng tự phục vụ")
    ]


def test_a_name_of_an_index_can_be_added(extractor: Extractor, tmp_path: Path) -> None:
    text = "Năm 2020, chỉ số đổi mới hành chính của tỉnh An Giang đạt 84,5%."
    mine = with_patterns(tmp_path, "indicators: {PAR_INDEX: {names: [chỉ số đổi mới hành chính]}}\n")
    assert [fact.indicator for fact in extractor.extract(text)] != ["PAR_INDEX"]
    assert [(fact.kind, fact.indicator) for fact in mine.extract(text)] == [("score", "PAR_INDEX")]


def test_a_mistake_is_blamed_on_the_file_that_has_it(tmp_path: Path) -> None:
    mine = "indicators: {PAR_INDEX: {components: [thể chế số]}}\nverbs: {reduction: cắt}\n"
    with pytest.raises(PatternError) as caught:
        with_patterns(tmp_path, mine)
    assert caught.value.problems == [f"{tmp_path}/mine0.yaml:2: verbs.reduction: Input should be a valid list"]


ENDLESS = r"(?:(\w|\s)+\1?)+!"
ENDLESS_TEXT = (
    "Năm nay: Sở Nội vụ, " + "đã rà soát văn bản rồi " * 40 + "tiếp nhận 15 hồ sơ thủ tục hành chính "
    "của người dân " + "trong và ngoài tỉnh " * 40 + ", thật nhanh!"
)  # fmt: skip
RULE = "exclusions:\n  - {{id: endless, reason: none, {}: '{}', match: [{{text: a}}], miss: [b]}}\n"
ENDLESS_FILES = {
    "left": (RULE.format("left", r":(?:(?:(\w|\s)+\1?)+)"), "rule endless"),
    "right": (RULE.format("right", ENDLESS), "rule endless"),
    "right without groups": (RULE.format("right", r"(?:\w|\s|\w\w)+,? t\w+ nhanh[?.]"), "rule endless"),
    "number": (RULE.format("number", r"(?:\d|\d\d|,)+[x-z]"), "rule endless"),
    "layout": (f"layout: {{furniture: '{ENDLESS}'}}\n", "layout.furniture"),
}


@pytest.mark.parametrize("case", sorted(ENDLESS_FILES))
def test_an_expression_that_backtracks_without_end_is_named_once_and_the_run_goes_on(
    tmp_path: Path, case: str
) -> None:
    patterns, article = tmp_path / "endless.yaml", tmp_path / "article.txt"
    content, name = ENDLESS_FILES[case]
    patterns.write_text(content, "utf-8")
    number = "15,1234567890123456789012345678901234567890" if case == "number" else "15"
    article.write_text(ENDLESS_TEXT.replace("15", number), "utf-8")
    # A process of its own, as an expression that is not stopped would hang this one.
    done = cchc("extract", "--quiet", article, article, "--patterns", patterns)
    assert done.returncode == 0
    assert [json.loads(line)["value"] for line in done.stdout.splitlines()] == [pytest.approx(15, abs=0.2)] * 2
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.decode().startswith(f"cchc: {name} is switched off")


def test_nothing_is_switched_off_by_the_built_in_patterns(extractor: Extractor) -> None:
    assert extractor.extraction(ENDLESS_TEXT, on_topic=True).warnings == []
