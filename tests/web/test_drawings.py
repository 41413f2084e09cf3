"""Bars and lines: everything inside the drawing, nothing left out."""

from __future__ import annotations

from typing import Any

from biennien.web.histograms import histogram


def bars(counts: dict[int, int]) -> Any:
    buckets = [{"value": str(year), "count": count} for year, count in counts.items()]
    return histogram(buckets, lambda first, last: f"{first}-{last}")


def test_no_years_no_drawing() -> None:
    assert bars({}) is None


def test_each_year_with_documents_has_a_bar_in_its_place() -> None:
    drawing = bars({1948: 1, 1950: 4, 2026: 2})
    assert [(bar["label"], bar["count"], bar["href"]) for bar in drawing["bars"]] == [
        ("1948", 1, "1948-1948"), ("1950", 4, "1950-1950"), ("2026", 2, "2026-2026"),
    ]  # fmt: skip
    assert all(bar["x"] >= 0 and bar["x"] + bar["width"] <= 100.01 for bar in drawing["bars"])
    assert [bar["height"] for bar in drawing["bars"]] == [18.0, 72.0, 36.0]


def test_many_years_become_decades_that_lose_nobody() -> None:
    drawing = bars(dict.fromkeys(range(1802, 2027, 3), 1))
    assert drawing["bars"][0]["label"] == "1800–1809"
    assert sum(bar["count"] for bar in drawing["bars"]) == 75


def test_years_below_are_few_and_hold_both_ends() -> None:
    for years in (range(2019, 2020), range(2019, 2021), range(1990, 2003), range(1948, 2027)):
        ticks = [tick["label"] for tick in bars(dict.fromkeys(years, 1))["ticks"]]
        assert ticks[-1] == str(years[-1])
        assert ticks[0] == str(years[0])
        assert len(ticks) <= 7
