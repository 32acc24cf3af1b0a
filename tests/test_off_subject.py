"""Articles of other subjects: full of numbers, ranks and inspections, and hardly a fact may come out of them."""

from pathlib import Path

import pytest

from cchc_extract.extractor import Extractor

ARTICLES = sorted((Path(__file__).parent / "off_subject").glob("*.txt"))
# Facts by article, at most.
CEILING = 0.1


def test_hardly_a_fact_comes_out_of_articles_of_other_subjects(extractor: Extractor) -> None:
    assert len(ARTICLES) >= 45
    found = {path.stem: facts for path in ARTICLES if (facts := extractor.extract(path.read_text("utf-8")))}
    told = {name: [fact.evidence.text for fact in facts] for name, facts in found.items()}
    assert sum(map(len, found.values())) <= CEILING * len(ARTICLES), told


MIXED = """Tin kinh tế - xã hội trong tuần

Kim ngạch xuất khẩu của tỉnh An Giang đạt 120 triệu USD, giá lúa tăng 5%, du khách tăng 12%; bão làm ngập 30 ha lúa.

Cùng tuần, {sentence}
"""
OWN = [
    "chỉ số PCI của tỉnh An Giang xếp thứ 29/63.",
    "UBND tỉnh An Giang công bố kết quả cải cách hành chính: tinh giản 15 biên chế.",
]
SHARED = ["chủ cửa hàng cho biết 35% khách mua trực tuyến.", "chủ nhà máy đã tinh giản 15 người."]


@pytest.mark.parametrize("sentence", OWN)
def test_a_paragraph_on_the_subject_gives_facts_among_others(extractor: Extractor, sentence: str) -> None:
    assert len(extractor.extract(MIXED.format(sentence=sentence))) == 1


@pytest.mark.parametrize("sentence", SHARED)
def test_a_word_that_any_organisation_uses_is_not_enough_among_others(extractor: Extractor, sentence: str) -> None:
    assert extractor.extract(MIXED.format(sentence=sentence)) == []


def test_an_abbreviation_that_is_explained_as_something_else_is_no_index(extractor: Extractor) -> None:
    text = "{} Năm 2023, PCI của tỉnh tăng 15% và đứng thứ 5. Bệnh nhân, bác sĩ và ca phẫu thuật tim mạch đều tăng."
    medical = "Bệnh nhân được can thiệp mạch vành qua da (PCI)."
    index = "Tỉnh An Giang công bố Chỉ số năng lực cạnh tranh cấp tỉnh (PCI)."
    assert extractor.extract(text.format(medical)) == []
    assert [fact.kind for fact in extractor.extract(text.format(index))] == ["change", "rank"]


def test_what_other_countries_do_is_not_told_of_this_one(extractor: Extractor) -> None:
    text = (
        "{0} đứng đầu về chính phủ số. Ở {0}, 28 thủ tục hành chính đã bị bãi bỏ. {0} đạt 0,9 điểm về dịch vụ công."
    )
    assert extractor.extract(text.format("Hàn Quốc")) == []
    assert extractor.extract(text.format("Tỉnh An Giang"))
