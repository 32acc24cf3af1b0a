"""Words as underthesea cuts them, by its model alone and by its public function."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_extract.text import segmentation
from cchc_extract.text.segmentation import Segmenter, model_alone, whole_package
from cchc_extract.text.view import make_view

GOLD = Path(__file__).parent / "gold"


def forget() -> None:
    """Unload the model, and drop the answers kept."""
    segmentation._model.cache_clear()
    segmentation._first_word.cache_clear()


@pytest.fixture
def without_model(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An underthesea whose model lies elsewhere."""
    monkeypatch.setattr(segmentation, "_MODEL", Path("elsewhere"))
    forget()
    yield
    forget()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("trang sổ hộ tịch.", "trang"),
        ("ngân hàng, cấp phát", "ngân hàng"),
        ("ngân  \thàng nhà nước", "ngân  \thàng"),
        ("nấc, song người dân", "nấc"),
        ("tờ", "tờ"),
        ("wi-fi", "wi-fi"),
        ("vỏn vẹn 12. qua 11 tháng", "vỏn vẹn"),
    ],
)
def test_the_first_word_is_as_long_as_it_stands_there(text: str, word: str) -> None:
    assert Segmenter().first_word(text) == len(word)


@pytest.mark.parametrize("text", ["", " ", ", tờ rơi", "12 tờ rơi", "%"])
def test_where_no_word_begins_there_is_none(text: str) -> None:
    assert Segmenter().first_word(text) is None


def test_the_model_alone_cuts_as_the_whole_package_does() -> None:
    alone, package = model_alone(), whole_package()
    phrases = set()
    for path in GOLD.rglob("*.txt"):
        low = make_view(path.read_text("utf-8-sig")).low
        phrases |= {match[1] for match in re.finditer(r"\d[\d.,]* ([^\W\d_]+(?: [^\W\d_]+){1,9})", low)}
    assert len(phrases) > 1000
    assert [p for p in phrases if alone(p.split()) != package(p.split())] == []


@pytest.mark.usefixtures("without_model")
def test_the_whole_package_steps_in_where_the_model_is_not_to_be_had() -> None:
    with pytest.raises(OSError, match="No such file"):
        model_alone()
    assert Segmenter().first_word("ngân hàng nhà nước") == len("ngân hàng")
