"""Numbers in figures and in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_extract.extractor import Extractor
from cchc_extract.pack.lexicon import Words
from cchc_extract.pack.schema import Numbers
from cchc_extract.text.numbers import NumberFinder, parse_digits, read_number_words


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("05", 5),
        ("63", 63),
        ("2019", 2019),
        ("1.860", 1860),
        ("12.345.678", 12345678),
        ("1.860,5", 1860.5),
        ("1.234.567,89", 1234567.89),
        ("16,59", 16.59),
        ("84.35", 84.35),
        ("84,3", 84.3),
        ("100,00", 100),
        ("0,6905", 0.6905),
        ("0.690", 0.69),
        ("0,690", 0.69),
        ("0.000.000", 0),
        ("0.690,5", 690.5),
        ("46,0415", 46.0415),
        ("46.0415", 46.0415),
        ("1.5", 1.5),
        ("3,877", 3.877),
        ("1,234,567", 1234567),
        ("1\u00a0860", 1860),
        ("1\u00a0234\u00a0567", 1234567),
    ],
)
def test_figures_have_their_vietnamese_values(text: str, value: float) -> None:
    found = parse_digits(text)
    assert found == value
    assert isinstance(found, int) == (value == int(value))


@given(st.integers(0, 10**12))
def test_grouped_figures_are_read_back(value: int) -> None:
    grouped = f"{value:,}".replace(",", ".")
    assert parse_digits(grouped) == value
    assert parse_digits(grouped.replace(".", "\u00a0")) == value
    assert parse_digits(str(value)) == value


@given(st.integers(0, 999_999), st.integers(0, 99))
def test_decimals_are_read_back(whole: int, hundredths: int) -> None:
    grouped = f"{whole:,}".replace(",", ".")
    assert parse_digits(f"{grouped},{hundredths:02d}") == pytest.approx(whole + hundredths / 100)


@pytest.fixture(scope="module")
def finder(extractor: Extractor) -> NumberFinder:
    """A finder with the number words of the built-in patterns."""
    return extractor.pack.numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("xếp thứ 29/63 tỉnh", [(29, None, 63)]),
        ("đạt 211 / 213 biên chế", [(211, None, 213)]),
        ("từ 30-50%", [(30, 50, None)]),
        ("30% - 50%", [(30, 50, None)]),
        ("từ 10 đến 15 ngày", [(10, 15, None)]),
        ("1.200-1.500 hồ sơ", [(1200, 1500, None)]),
        ("xã 5-3", [(5, None, None), (3, None, None)]),
        ("1.860 dịch vụ, 16,59%.", [(1860, None, None), (16.59, None, None)]),
        ("3.278/118.450 hồ sơ", [(3278, None, 118450)]),
        ("đạt 84,35. Năm", [(84.35, None, None)]),
        ("có 12, 15 và 18 xã", [(12, None, None), (15, None, None), (18, None, None)]),
        ("5/630", [(5, None, 630)]),
        ("a4 và tw6", []),
        ("số 123456789012345, số 1234567890123456", [(123456789012345, None, None)]),
        ("9" * 400 + "/63, 5-" + "9" * 20 + " và 5", [(5, None, None)]),
        ("41\t-\t46, 30\n-50", [(41, None, None), (46, None, None), (30, None, None), (50, None, None)]),
        ("không có số nào", []),
    ],
)
def test_figures_are_found_with_ranges_and_wholes(
    finder: NumberFinder, text: str, found: list[tuple[float, float | None, float | None]]
) -> None:
    assert [(n.value, n.high, n.out_of) for n in finder.find(text)] == found


def test_the_spans_of_figures_are_half_open(finder: NumberFinder) -> None:
    text = "đạt 84,35%, xếp 4/63, từ 30-50 xã"
    assert [text[n.start : n.end] for n in finder.find(text)] == ["84,35", "4/63", "30-50"]


DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def in_words(number: int, zero: str = "linh", four: str = "bốn") -> str:
    """A number from 1 to 999 as it is said."""
    if number >= 100:
        hundreds, rest = divmod(number, 100)
        head = f"{DIGITS[hundreds]} trăm"
        if rest == 0:
            return head
        return f"{head} {zero} {DIGITS[rest]}" if rest < 10 else f"{head} {in_words(rest, zero, four)}"
    if number < 10:
        return DIGITS[number]
    tens, unit = divmod(number, 10)
    last = {0: "", 1: "một" if tens == 1 else "mốt", 4: "bốn" if tens == 1 else four, 5: "lăm"}.get(
        unit, DIGITS[unit]
    )
    return f"{'mười' if tens == 1 else DIGITS[tens] + ' mươi'} {last}".strip()


def read(text: str, numbers: Numbers) -> tuple[int, int] | None:
    """The number words at the beginning of a text: value, and how many words they are."""
    words = Words(text)
    return read_number_words(words.texts, words.keys, 0, numbers)


@pytest.mark.parametrize(("zero", "four"), [("linh", "bốn"), ("lẻ", "tư")])
def test_number_words_up_to_999(extractor: Extractor, zero: str, four: str) -> None:
    numbers = extractor.pack.source.numbers
    wrong = {}
    for number in range(1, 1000):
        said = in_words(number, zero, four)
        if read(f"{said} hồ sơ", numbers) != (number, len(said.split())):
            wrong[said] = read(f"{said} hồ sơ", numbers)
    assert wrong == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("hai mươi nhăm xã", (25, 3)),
        ("mười hai", (12, 2)),
        ("hai, ba", (2, 1)),
        ("ba\nbốn", (3, 1)),
        ("hai ba xã", (2, 1)),
        ("trăm xã", None),
        ("mươi xã", None),
        ("linh năm", None),
        ("xã hai", None),
    ],
)
def test_number_words_stop_where_the_number_does(
    extractor: Extractor, text: str, found: tuple[int, int] | None
) -> None:
    assert read(text, extractor.pack.source.numbers) == found
