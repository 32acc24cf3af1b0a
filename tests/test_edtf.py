"""Periods as EDTF strings: which are accepted, how points and stretches are written, how they are moved."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_extract.edtf import Point, Stretch, check_edtf, shift_months, shift_years


@pytest.mark.parametrize(
    "value",
    [
        "2019",
        "2020-05",
        "2022-06-17",
        "2020-02-29",
        "2015/2021",
        "2020-01/2020-06",
        "2020-01-15/2020-06-14",
        "2015/2020-08",
        "2019-12/2019",
        "2020/2020",
        "2015/..",
        "../2020-05",
        "../2019-12-31",
    ],
)
def test_periods_of_the_schema_are_accepted(value: str) -> None:
    assert check_edtf(value) == value


@pytest.mark.parametrize(
    "value",
    [
        "",
        "..",
        "../..",
        "/",
        "2019/",
        "/2019",
        "19",
        "20190",
        "2020-5",
        "2020-13",
        "2020-00",
        "2020-05-00",
        "2020-05-32",
        "2020-02-30",
        "2021-02-29",
        "../2021-02-29",
        "2020-5/2020-6",
        "2021/2020",
        "2020-06/2020-01",
        "2020-06-15/2020-06-14",
        "2015/2018/2021",
        "2015-2021",
        "2020-Q1",
        "2020 ",
        "2020\n",
        "năm 2020",
        "２０２０",
        "٢٠٢٠",
    ],
)
def test_everything_else_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=r"period|month|day"):
        check_edtf(value)


@given(st.dates(), st.dates())
def test_intervals_run_forward(one: date, other: date) -> None:
    low, high = sorted((one, other))
    assert check_edtf(f"{low}/{high}")
    if low != high:
        with pytest.raises(ValueError, match="ends before it starts"):
            check_edtf(f"{high}/{low}")


@pytest.mark.parametrize(
    ("point", "written"),
    [(Point(2020), "2020"), (Point(2020, 5), "2020-05"), (Point(2020, 5, 7), "2020-05-07"), (Point(987), "0987")],
)
def test_points_are_written_with_all_their_digits(point: Point, written: str) -> None:
    assert str(point) == written


def test_a_point_without_a_year_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="without a year"):
        str(Point(None, 5))


@pytest.mark.parametrize(
    ("point", "valid"),
    [
        (Point(2020, 2, 29), True),
        (Point(2021, 2, 29), False),
        (Point(None, 2, 29), True),
        (Point(None, 2, 30), False),
        (Point(2020, 13), False),
        (Point(2020, 0), False),
        (Point(2020, 4, 31), False),
        (Point(2020), True),
    ],
)
def test_the_calendar_decides_which_points_exist(point: Point, valid: bool) -> None:
    assert point.valid() is valid


@pytest.mark.parametrize(
    ("stretch", "written"),
    [
        (Stretch(Point(2019), Point(2019)), "2019"),
        (Stretch(Point(2020, 1), Point(2020, 6), interval=True), "2020-01/2020-06"),
        (Stretch(Point(2015), None, interval=True), "2015/.."),
        (Stretch(None, Point(2020, 5), interval=True), "../2020-05"),
    ],
)
def test_stretches_are_points_or_intervals(stretch: Stretch, written: str) -> None:
    assert str(stretch) == written
    assert check_edtf(written)


@pytest.mark.parametrize(
    ("value", "years", "moved"),
    [
        ("2020", -1, "2019"),
        ("2020-05", -1, "2019-05"),
        ("2020-01/2020-06", -1, "2019-01/2019-06"),
        ("../2020-05", 1, "../2021-05"),
        ("2015/..", -1, "2014/.."),
        ("2020-02-29", -1, "2019-02-28"),
        ("../2020-02-29", -1, "../2019-02-28"),
    ],
)
def test_periods_move_by_years(value: str, years: int, moved: str) -> None:
    assert check_edtf(shift_years(value, years)) == moved


@pytest.mark.parametrize(
    ("value", "months", "moved"),
    [
        ("2020-05", -1, "2020-04"),
        ("2020-01", -1, "2019-12"),
        ("2020-12", 1, "2021-01"),
        ("2020-05-17", -1, "2020-04"),
        ("2020-01/2020-06", -1, "2020-05"),
        ("2020", -1, None),
        ("2020-05/..", -1, None),
    ],
)
def test_the_month_before_or_after(value: str, months: int, moved: str | None) -> None:
    assert shift_months(value, months) == moved
