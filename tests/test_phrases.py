"""Phrases with alternatives, as the lists of a pattern pack may have them."""

import pytest

from cchc_extract.pack.phrases import spelled_out


@pytest.mark.parametrize(
    ("phrases", "expected"),
    [
        (["đã", "vừa"], ["đã", "vừa"]),
        (["phải (giảm|cắt giảm)"], ["phải giảm", "phải cắt giảm"]),
        (
            ["đạt (|các) (chỉ tiêu|kế hoạch)"],
            ["đạt chỉ tiêu", "đạt kế hoạch", "đạt các chỉ tiêu", "đạt các kế hoạch"],
        ),
        (["(đạt, vượt|vượt) mức"], ["đạt, vượt mức", "vượt mức"]),
        (["(nguồn:"], ["(nguồn:"]),
        (["tăng (lên)"], ["tăng (lên)"]),
        (["đạt", "(đạt|vượt)"], ["đạt", "vượt"]),
    ],
)
def test_each_choice_is_made_once_and_in_order(phrases: list[str], expected: list[str]) -> None:
    assert spelled_out(phrases) == expected
