"""What every search engine filters by and counts: facets, periods, bars."""

from __future__ import annotations

from search.engine import Engine
from search.mapping import IndexDocument
from search.periods import Step
from search.query import Undated
from tests.contracts.engine import STAFF, EngineContract, ask, found


class CountsContract(EngineContract):
    """Subclassed by the tests of each engine."""

    def test_staff_document_is_hidden_from_hits_facets_and_totals(self, archive: Engine) -> None:
        page = ask(archive, "lạng sơn")
        assert (page.total, [hit.id for hit in page.hits]) == (1, ["langson"])
        assert [bucket.value for bucket in ask(archive).facets["year"]] == ["2017", "2020"]
        assert set(found(archive, "lạng sơn", visibilities=STAFF)) == {"langson", "internal"}

    def test_filters_join_facets_with_and_and_values_with_or(self, archive: Engine) -> None:
        assert set(found(archive, filters={"type": ("launch", "review")})) == {"langson", "hanoi", "hoabinh"}
        assert found(archive, filters={"type": ("launch",), "unit": ("u1",)}) == ["langson"]
        assert found(archive, filters={"year": ("2020",)}) == ["hoabinh"]

    def test_filtered_facet_still_counts_its_other_values(self, archive: Engine) -> None:
        page = ask(archive, filters={"type": ("review",)})
        assert {b.value: b.count for b in page.facets["type"]} == {"launch": 2, "review": 1}
        assert {b.value for b in page.facets["year"]} == {"2020"}

    def test_facet_narrowed_by_its_own_filter_counts_what_stands_beside(self, archive: Engine) -> None:
        page = ask(archive, filters={"type": ("launch",)}, excluded={"unit": ("u2",)}, narrow_own=True)
        assert {b.value: b.count for b in page.facets["type"]} == {"launch": 1}
        assert [b.value for b in page.facets["unit"]] == ["u1"]
        assert [hit.id for hit in page.hits] == ["langson"]

    def test_excluded_values_are_in_no_hit(self, archive: Engine) -> None:
        assert set(found(archive, excluded={"type": ("launch",)})) == {"hoabinh"}
        assert set(found(archive, excluded={"type": ("report",), "unit": ("u1", "u9")})) == {"hanoi", "hoabinh"}
        assert found(archive, filters={"type": ("launch",)}, excluded={"unit": ("u1",)}) == ["hanoi"]
        assert set(found(archive, excluded={"year": ("2017",)})) == {"hanoi", "hoabinh"}

    def test_excluding_facet_still_counts_what_it_excludes(self, archive: Engine) -> None:
        facets = ask(archive, excluded={"type": ("launch",)}).facets
        assert {b.value: b.count for b in facets["type"]} == {"launch": 2, "review": 1}
        assert facets["unit"] == ()

    def test_facet_counts_only_the_values_that_were_looked_for(self, archive: Engine) -> None:
        def values(**options: object) -> list[str]:
            return [bucket.value for bucket in ask(archive, **options).facets["unit"]]

        assert values(among={"unit": ("u2", "u3")}) == ["u2"]
        assert values(among={"unit": ()}) == []
        assert values(among={"year": ("2017",)}) == ["u1", "u2"]
        assert [b.value for b in ask(archive, among={"year": ("2017",)}).facets["year"]] == ["2017"]

    def test_facet_shows_the_most_frequent_values_and_ties_in_order(self, archive: Engine) -> None:
        assert [(b.value, b.count) for b in ask(archive, facet_size=1).facets["type"]] == [("launch", 2)]
        assert [b.value for b in ask(archive, facet_size=2).facets["place"]] == ["thành phố Hà Nội", "tỉnh Hòa Bình"]

    def test_branch_counts_a_unit_with_all_that_is_part_of_it(self, archive: Engine) -> None:
        (branches,) = ask(archive, facets=("branch",)).facets.values()
        assert [(b.value, b.count) for b in branches] == [("nation", 2), ("province", 1), ("u1", 1), ("u2", 1)]
        assert found(archive, filters={"branch": ("province",)}) == ["langson"]
        assert found(archive, filters={"branch": ("nation",)}, excluded={"branch": ("u1",)}) == ["hanoi"]

    def test_histogram_counts_a_document_in_every_bar_it_touches(self, archive: Engine) -> None:
        def bars(step: Step, **options: object) -> list[tuple[int, int, int]]:
            return [(b.first_day, b.last_day, b.count) for b in ask(archive, step=step, **options).histogram]

        assert bars(Step.DECADE) == [(20100101, 20191231, 1), (20200101, 20291231, 1)]
        assert bars(Step.YEAR) == [(20170101, 20171231, 1), (20200101, 20201231, 1)]
        assert bars(Step.QUARTER) == [(20170701, 20170930, 1), (20200101, 20200331, 1), (20200401, 20200630, 1)]
        assert [first for first, _, _ in bars(Step.MONTH)] == [20170701, *range(20200101, 20200701, 100)]
        assert bars(Step.YEAR, visibilities=STAFF)[1] == (20190101, 20191231, 1)
        assert ask(archive).histogram == ()

    def test_histogram_follows_the_query_but_not_its_period(self, archive: Engine) -> None:
        def years(text: str = "", **options: object) -> list[int]:
            return [b.first_day // 10_000 for b in ask(archive, text, step=Step.YEAR, **options).histogram]

        assert years("sơ kết") == [2020]
        assert years(filters={"type": ("launch",)}) == [2017]
        assert years(from_day=20200101, filters={"year": ("2020",)}) == [2020]
        assert years(from_day=20200101) == years(undated=Undated.ONLY) == [2017, 2020]

    def test_open_period_is_counted_at_its_known_end(self, engine: Engine) -> None:
        engine.apply(
            [
                IndexDocument(id="until", title="a", body="", from_day=1_01_01, to_day=19541031),
                IndexDocument(id="since", title="b", body="", from_day=19480611, to_day=9999_12_31),
            ]
        )
        page = ask(engine, step=Step.YEAR)
        assert [(bar.first_day, bar.count) for bar in page.histogram] == [(19480101, 1), (19540101, 1)]
        assert [bucket.value for bucket in page.facets["year"]] == ["1948", "1954"]
        assert set(found(engine, from_day=19500101, to_day=19501231)) == {"until", "since"}

    def test_facets_follow_the_query(self, archive: Engine) -> None:
        facets = ask(archive, "phát động").facets
        assert {b.value: b.count for b in facets["unit"]} == {"u1": 1, "u2": 1}
        assert {b.value: b.count for b in facets["place"]} == {"tỉnh Lạng Sơn": 1, "thành phố Hà Nội": 1}
        assert {b.value for b in facets["slogan"]} == {"s1"}
        assert facets["campaign"] == ()

    def test_period_overlaps_and_tells_the_undated(self, archive: Engine) -> None:
        page = ask(archive, from_day=20200501, to_day=20200531)
        assert ([hit.id for hit in page.hits], page.undated) == (["hoabinh"], 1)
        assert found(archive, from_day=20200701) == []
        assert set(found(archive, to_day=20191231, undated=Undated.INCLUDE)) == {"langson", "hanoi"}
        assert found(archive, undated=Undated.ONLY) == ["hanoi"]
