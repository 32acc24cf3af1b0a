"""Old encodings: every letter, whole texts, mixtures; and good UTF-8 stays as it is."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from old_encodings import as_written, encode, snippets

from cchc_extract.encodings import NAMES, UnknownEncodingError, decode, mend
from cchc_extract.encodings.names import LEGACY
from cchc_extract.encodings.syllables import is_syllable, score
from cchc_extract.encodings.tables import table

OLD = (*LEGACY, "viqr")
LETTERS = [
    unicodedata.normalize("NFC", letter + tone)
    for letter in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    if not (letter + tone).isascii()
] + ["đ", "Đ"]
TEXT = (
    "Năm 2019, Chỉ số cải cách hành chính của thành phố Cần Thơ đạt 84,35 điểm, xếp thứ 4/63.\n"
    "Sở Nội vụ kiểm tra 15 đơn vị, gồm 05 sở và 10 xã; Ủy ban nhân dân tỉnh đã ban hành kế hoạch.\n"
)


def test_all_letters_are_there() -> None:
    assert len(LETTERS) == len(set(LETTERS)) == 134
    for name in ("tcvn3", "vni", "viscii", "viqr"):
        assert set(table(name)) == set(LETTERS)
        assert len(set(table(name).values())) == 134


@pytest.mark.parametrize("name", OLD)
def test_every_letter_comes_back(name: str) -> None:
    for letter in LETTERS:
        # In a syllable, as some signs are punctuation elsewhere.
        word = letter + next(rest for rest in ("", "n", "i", "a") if is_syllable(letter + rest))
        assert decode(encode(word, name), name).text == word


@pytest.mark.parametrize("name", OLD)
def test_a_text_comes_back_and_its_encoding_is_found(name: str) -> None:
    found = decode(encode(TEXT, name))
    assert (found.text.replace("ủy ban", "Ủy ban"), found.encoding) == (TEXT, name)
    assert decode(encode(TEXT, name), name).text == found.text


@pytest.mark.parametrize("name", OLD)
def test_snippets_are_told_apart(name: str) -> None:
    wrong = []
    for snippet in snippets(80, seed=5):
        found = decode(encode(snippet, name))
        if found.encoding != name:
            wrong.append((found.encoding, snippet))
        elif name in ("viscii", "vni", "windows-1258") and "?" not in encode(snippet, name).decode("latin-1"):
            assert found.text == as_written(snippet, name)
    assert wrong == []


def test_good_text_is_never_changed() -> None:
    for snippet in snippets(1000, seed=6):
        assert mend(snippet).text == snippet
        assert decode(snippet.encode()) == mend(snippet)
        spread = unicodedata.normalize("NFD", snippet)
        assert decode(spread.encode()).text == spread


GOOD = [
    "The reform of the public administration isn't over: it's 5. We'll see (a.b@c.vn), www.hanoi.gov.vn/a.html?b=c.",
    "Cai cach hanh chinh nam 2019 cua thanh pho Can Tho dat 84,35 diem, xep thu 4/63 tinh, thanh pho.",
    "Trang chủ » Tin tức » Chỉ số CCHC ® © 2019 § 5 ½ ± 3°",
    "Café, résumé, naïve, Zürich, señor, Ærø: £5, ¥7, §3 — « très bien », œuvre, Škoda.",
    "Ðà Nẵng ðạt 84 ðiểm, xếp thứ 4.",
    "def f(a): return a.b'c' if a^b else a+b  # x+=1; y(a)",
    "Привет, мир. Καλημέρα. 你好。",
    "",
    "à",
    "Â© 2019",
]


@pytest.mark.parametrize("text", GOOD)
def test_text_of_other_kinds_is_never_changed(text: str) -> None:
    if text != "Â© 2019":
        assert mend(text).text == text
        assert decode(text.encode()).text == text


@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
def test_utf8_read_as_something_else_is_mended(codec: str) -> None:
    seen = TEXT.encode().decode(codec, "replace") if codec == "latin-1" else sloppy(TEXT)
    assert mend(seen) == decode(seen.encode())
    assert mend(seen).text == TEXT
    assert mend(seen).encoding == "mojibake"


def sloppy(text: str) -> str:
    """UTF-8 read as Windows-1252, which has no sign for five of the bytes."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


def test_old_text_that_was_saved_as_utf8_is_mended() -> None:
    for name in ("tcvn3", "vni"):
        saved = encode(TEXT, name).decode("cp1252")
        assert mend(saved).text.replace("ủy ban", "Ủy ban") == TEXT
        assert mend(saved).encoding == name


def test_mixtures_are_mended_line_by_line() -> None:
    lines = TEXT.splitlines(keepends=True)
    mixed = decode(lines[0].encode() + encode(lines[1], "tcvn3"))
    assert mixed.text.replace("ủy ban", "Ủy ban") == TEXT
    assert set(mixed.encoding.split("+")) == {"utf-8", "tcvn3"}
    half = lines[0] + sloppy(lines[1])
    assert (mend(half).text, mend(half).encoding) == (TEXT, "utf-8+mojibake")
    other = lines[0] + encode(lines[1], "vni").decode("cp1252")
    assert mend(other).text == TEXT


def test_capitals_of_tcvn3_and_vni_come_out_as_capitals() -> None:
    headline = "ỦY BAN NHÂN DÂN TỈNH CẦN THƠ: CẢI CÁCH HÀNH CHÍNH ĐẠT KẾT QUẢ CAO\n"
    typed = encode(headline.lower(), "tcvn3")
    shouted = re.sub(rb"[a-z]", lambda letter: letter[0].upper(), typed)
    assert decode(shouted + encode(TEXT, "tcvn3")).text.startswith("ỦY BAN NHÂN DÂN TỈNH CẦN THƠ: CẢI CÁCH")
    small_marks = encode(headline, "vni").lower()
    shouted = re.sub(rb"[a-z]", lambda letter: letter[0].upper(), small_marks)
    assert "NHÂN DÂN TỈNH" in decode(shouted + encode(TEXT, "vni")).text


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
def test_unicode_of_every_kind_is_read(codec: str) -> None:
    found = decode(TEXT.encode(codec))
    assert found.text == TEXT
    assert found.encoding == codec.removesuffix("-le").removesuffix("-be").removesuffix("-sig")


@pytest.mark.parametrize(
    ("data", "at"),
    [(b"S\xf4 15", 1), ("hồ sơ".encode()[:-1], 6), (b"\xef\xbb\xbfS\xf4", 4)],
)
def test_bytes_in_no_encoding_are_refused(data: bytes, at: int) -> None:
    with pytest.raises(UnknownEncodingError) as caught:
        decode(data)
    assert caught.value.at == at


def test_signs_of_windows_alone_are_no_reason_to_refuse() -> None:
    found = decode(b"\x93Cai cach\x94 \x96 5 \x85")
    assert (found.text, found.encoding) == ("“Cai cach” – 5 …", "windows-1252")


@given(st.binary(max_size=300), st.sampled_from([None, *NAMES]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str | None) -> None:
    at = 0
    try:
        text = decode(data, name).text
    except UnknownEncodingError as error:
        at, text = error.at, ""
    assert 0 <= at <= len(data)
    assert len(text) <= len(data)


@given(st.text(max_size=100))
def test_any_text_is_mended_without_an_error(text: str) -> None:
    assert mend(mend(text).text).text is not None


@settings(max_examples=50)
@given(st.lists(st.sampled_from(TEXT.split()), min_size=12, max_size=60), st.sampled_from(LEGACY))
def test_words_in_any_order_come_back(words: list[str], name: str) -> None:
    text = " ".join(words)
    if score(text).syllables >= 6:
        found = decode(encode(text, name))
        assert (found.text.lower(), found.encoding) == (text.lower(), name)


@pytest.mark.parametrize(
    ("word", "so"),
    [("nghiệp", True), ("Quỳnh", True), ("HOÀ", True), ("hòa", True), ("giữa", True), ("gìn", True), ("Đắk", True),
     ("ðạt", True), ("nghiÖp", False), ("Néi", False), ("tỉNh", False), ("càc", False), ("cãp", False), ("où", False),
     ("mẹé", False), ("strữ", False)],
)  # fmt: skip
def test_syllables_are_known(word: str, so: bool) -> None:
    assert is_syllable(word) is so
