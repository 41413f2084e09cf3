"""What every search engine must do; an engine's test subclasses `EngineContract` and gives it an empty engine."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from search.engine import Engine
from search.errors import QueryError
from search.mapping import IndexDocument
from search.periods import Step
from search.query import Query, Sort, Undated
from search.results import ResultPage

MakeEngine = Callable[[], Engine]

PUBLIC = frozenset({"public"})
STAFF = frozenset({"public", "staff"})

DOCUMENTS = (
    IndexDocument(
        id="langson",
        title="Hội đồng nhân dân tỉnh Lạng Sơn phát động thi đua",
        body="Hội đồng nhân dân tỉnh Lạng Sơn phát động phong trào thi đua theo Kế hoạch số 12/KH-HĐND.",
        source_file="lang-son.txt",
        doc_type="launch",
        published="2017-07-21",
        from_day=20170721,
        to_day=20170721,
        place="tỉnh Lạng Sơn",
        units=(("u1", "Hội đồng nhân dân tỉnh Lạng Sơn"),),
        above=("province", "nation"),
    ),
    IndexDocument(
        id="hanoi",
        title="Đảng bộ phát động đợt thi đua",
        body="Mục tiêu thi đua: “Kỷ cương, liêm chính, hành động”. HĐND Thành phố và Hội LHPN cùng tham gia.",
        source_file="ha-noi.txt",
        doc_type="launch",
        place="thành phố Hà Nội",
        units=(("u2", "Hội đồng nhân dân thành phố Hà Nội"),),
        slogans=(("s1", "Kỷ cương, liêm chính, hành động"),),
        above=("nation",),
    ),
    IndexDocument(
        id="hoabinh",
        title="Sơ kết 6 tháng đầu năm",
        body="Tỉnh Hoà Bình sơ kết công tác trong 6 tháng, đang chuẩn bị cho cuối năm.",
        source_file="hoa-binh.txt",
        doc_type="review",
        published="2020-07-09",
        from_day=20200101,
        to_day=20200630,
        place="tỉnh Hòa Bình",
        campaigns=(("c1", "Dân vận khéo"),),
    ),
    IndexDocument(
        id="internal",
        title="Báo cáo nội bộ về thi đua",
        body="Chỉ dành cho cán bộ Lạng Sơn.",
        from_day=20190101,
        to_day=20191231,
        doc_type="report",
        visibility="staff",
    ),
)


def ask(engine: Engine, text: str = "", **options: object) -> ResultPage:
    return engine.search(Query(text=text, **{"visibilities": PUBLIC} | options))  # type: ignore[arg-type]


def found(engine: Engine, text: str = "", **options: object) -> list[str]:
    return [hit.id for hit in ask(engine, text, **options).hits]


class EngineContract:
    """The subclass has a fixture `make_engine` of class scope, which makes empty engines; the others come from here."""

    @pytest.fixture
    def engine(self, make_engine: MakeEngine) -> Engine:
        """An empty engine of the test's own."""
        return make_engine()

    @pytest.fixture(scope="class")
    @classmethod
    def archive(cls, make_engine: MakeEngine) -> Engine:
        """An engine with DOCUMENTS, which tests leave as it is."""
        engine = make_engine()
        engine.apply(DOCUMENTS)
        return engine

    @pytest.fixture
    def own_archive(self, engine: Engine) -> Engine:
        """An engine with DOCUMENTS of the test's own."""
        engine.apply(DOCUMENTS)
        return engine

    @pytest.mark.parametrize(
        "text",
        ["hoi dong nhan dan lang son", "HĐND Lạng Sơn", "hdnd lang son", "Hội đồng nhân dân tỉnh Lạng Sơn"],
    )
    def test_words_abbreviated_or_without_accents_find_first(self, archive: Engine, text: str) -> None:
        assert found(archive, text)[0] == "langson"

    def test_expansion_finds_an_abbreviation(self, archive: Engine) -> None:
        assert found(archive, '"hội liên hiệp phụ nữ"') == ["hanoi"]

    @pytest.mark.parametrize("text", ["kỉ cương liêm chính", "kỷ cương liêm chính", "ki cuong liem chinh"])
    def test_spelling_of_i_and_y_is_one(self, archive: Engine, text: str) -> None:
        assert found(archive, text) == ["hanoi"]

    @pytest.mark.parametrize("text", ["hoà bình", "hòa bình", "hoa binh"])
    def test_place_of_the_tone_mark_is_one(self, archive: Engine, text: str) -> None:
        assert found(archive, text) == ["hoabinh"]

    def test_decomposed_query_finds_composed_text(self, archive: Engine) -> None:
        assert found(archive, unicodedata.normalize("NFD", "kỷ cương")) == ["hanoi"]

    def test_accents_typed_come_first(self, archive: Engine) -> None:
        assert found(archive, "đảng") == ["hanoi", "hoabinh"]
        assert found(archive, "đang") == ["hoabinh", "hanoi"]
        assert set(found(archive, "dang")) == {"hanoi", "hoabinh"}

    def test_all_words_must_match(self, archive: Engine) -> None:
        assert found(archive, "kỷ cương lạng sơn") == []

    def test_phrase_wants_its_order(self, archive: Engine) -> None:
        assert found(archive, '"phát động phong trào"') == ["langson"]
        assert found(archive, '"phong trào phát động"') == []

    def test_minus_excludes(self, archive: Engine) -> None:
        assert found(archive, "phát động -lạng") == ["hanoi"]
        assert found(archive, "phát động -lang") == ["hanoi"]
        assert set(found(archive, "phát động -lãng")) == {"hanoi", "langson"}

    @pytest.mark.parametrize(
        ("text", "ids"),
        [
            ("kỷ cương OR sơ kết", {"hanoi", "hoabinh"}),
            ("phát động (lạng OR hành)", {"langson", "hanoi"}),
            ("phát động -(lạng sơn OR hành)", set()),
            ("-phát", {"hoabinh"}),
            ("chuan* bi", {"hoabinh"}),
            ("chuẩn*", {"hoabinh"}),
            ("tiêu đề:sơ", {"hoabinh"}),
            ("title:(lang OR ket)", {"langson", "hoabinh"}),
            ("tiêu đề:hành", set()),
            ("nội dung:hành", {"hanoi"}),
            ("đơn vị:lạng", {"langson"}),
            ('unit:"nhân dân thành phố"', {"hanoi"}),
            ("khẩu hiệu:liêm", {"hanoi"}),
            ("phong trào:khéo", {"hoabinh"}),
            ("phong trào:liêm", set()),
            ("nơi:hoa", {"hoabinh"}),
            ("loại:sơ", set()),
            ('loại:"sơ kết"', {"hoabinh"}),
            ("-type:launch", {"hoabinh"}),
            ("năm:2017", {"langson"}),
            ("năm:5/2020", {"hoabinh"}),
            ("năm:2018..", {"hoabinh"}),
            ("năm:..2020", {"langson", "hoabinh"}),
            ("-năm:2017", {"hanoi", "hoabinh"}),
            ("số:12/KH/HĐND", {"langson"}),
            ("số:12", {"langson"}),
            ("số:1", set()),
            ('"lạng động"~1', set()),
            ('"lạng động"~2', {"langson"}),
            ('"trào động"~9', {"langson"}),
            ("(phát động", {"langson", "hanoi"}),
            ("&", set()),
        ],
    )
    def test_query_language_finds(self, archive: Engine, text: str, ids: set[str]) -> None:
        assert set(found(archive, text)) == ids

    def test_document_number_is_found_whole(self, archive: Engine) -> None:
        assert found(archive, "12/KH-HĐND") == ["langson"]
        assert found(archive, "13/KH-HĐND") == []

    def test_unclosed_quotation_mark_is_no_error(self, archive: Engine) -> None:
        assert found(archive, 'lạng "sơn') == ["langson"]

    def test_empty_query_finds_everything_public(self, archive: Engine) -> None:
        assert set(found(archive)) == {"langson", "hanoi", "hoabinh"}

    def test_staff_document_is_hidden_from_hits_facets_and_totals(self, archive: Engine) -> None:
        page = ask(archive, "lạng sơn")
        assert (page.total, [hit.id for hit in page.hits]) == (1, ["langson"])
        assert [bucket.value for bucket in ask(archive).facets["year"]] == ["2017", "2020"]
        assert set(found(archive, "lạng sơn", visibilities=STAFF)) == {"langson", "internal"}

    def test_withdrawn_document_is_not_found(self, own_archive: Engine) -> None:
        document = DOCUMENTS[0]
        fields = {name: getattr(document, name) for name in document.__dataclass_fields__}
        own_archive.apply([IndexDocument(**fields | {"withdrawn": True})])
        assert found(own_archive, "lạng sơn") == []
        assert own_archive.count() == len(DOCUMENTS)

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

    def test_orders_by_date_put_the_undated_last(self, archive: Engine) -> None:
        assert found(archive, sort=Sort.NEWEST) == ["hoabinh", "langson", "hanoi"]
        assert found(archive, sort=Sort.OLDEST) == ["langson", "hoabinh", "hanoi"]

    def test_order_of_addition_puts_the_last_first(self, engine: Engine) -> None:
        engine.apply([IndexDocument(id=f"d{minute}", title="Thi đua", body="", added=minute) for minute in (7, 9, 8)])
        assert found(engine, sort=Sort.ADDED) == ["d9", "d8", "d7"]

    def test_snippet_marks_the_right_letters(self, archive: Engine) -> None:
        (snippet,) = ask(archive, "ki cuong").hits[0].snippets
        body = DOCUMENTS[1].body
        assert snippet.text == body[snippet.start : snippet.start + len(snippet.text)]
        assert [snippet.text[a:b] for a, b in snippet.marks] == ["Kỷ", "cương"]

    def test_beginning_of_a_word_is_marked_in_whole_words(self, archive: Engine) -> None:
        (snippet,) = ask(archive, "cươ* liê*").hits[0].snippets
        assert [snippet.text[a:b] for a, b in snippet.marks] == ["cương", "liêm", "LHPN"]

    def test_former_name_of_a_place_counts_beside_other_words(self, archive: Engine) -> None:
        assert found(archive, "sơ kết Phú Thọ") == ["hoabinh"]
        assert found(archive, "so ket phu tho") == ["hoabinh"]
        assert found(archive, "Phú Thọ") == []
        assert found(archive, '"sơ kết" "Phú Thọ"') == []

    def test_number_is_found_as_a_word(self, archive: Engine) -> None:
        assert found(archive, "sơ kết sáu tháng đầu năm") == ["hoabinh"]

    def test_abbreviation_is_marked_as_written(self, archive: Engine) -> None:
        hit = next(hit for hit in ask(archive, "hội đồng nhân dân").hits if hit.id == "hanoi")
        assert "HĐND" in [s.text[a:b] for s in hit.snippets for a, b in s.marks]

    def test_pages_and_cursor_walk_over_every_hit_once(self, archive: Engine) -> None:
        first = ask(archive, size=2)
        second = ask(archive, size=2, cursor=first.cursor)
        assert [hit.id for hit in ask(archive, size=2, page=2).hits] == [hit.id for hit in second.hits]
        assert {hit.id for hit in (*first.hits, *second.hits)} == {"langson", "hanoi", "hoabinh"}
        assert second.cursor is None

    def test_page_beyond_the_window_wants_a_cursor(self, archive: Engine) -> None:
        with pytest.raises(QueryError):
            Query(text="", visibilities=PUBLIC, page=1001, size=10)
        for faulty in ("nonsense", "YWZ0ZXI6OTk5OTk5OTk5OTk5OTk5OTk5OTk"):
            with pytest.raises(QueryError):
                ask(archive, cursor=faulty)

    def test_suggestion_mends_a_slip_and_drops_what_finds_nothing(self, archive: Engine) -> None:
        query = Query(text="phat dongg", visibilities=PUBLIC)
        assert archive.search(query).total == 0
        assert archive.suggest(query) == "phat dong"
        assert archive.suggest(Query(text="kỷ cương lạng sơn", visibilities=PUBLIC)) is not None
        assert archive.suggest(Query(text="xyzzyq", visibilities=PUBLIC)) is None

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("phát ddoongj", "phát động"),
            ("lạng snơ", "lạng sơn"),
            ("kỷ cươngg", "kỷ cương"),
            ("-type:plan (phat dongg OR ket)", "-type:plan (phat dong OR ket)"),
        ],
    )
    def test_slip_of_the_keyboard_is_mended_where_it_stands(self, archive: Engine, typed: str, meant: str) -> None:
        assert archive.suggest(Query(text=typed, visibilities=PUBLIC)) == meant

    def test_suggestion_keeps_what_staff_alone_may_see(self, archive: Engine) -> None:
        assert archive.suggest(Query(text="danhh", visibilities=PUBLIC)) != "danh"

    def test_update_replaces_and_delete_removes(self, own_archive: Engine) -> None:
        own_archive.apply([IndexDocument(id="langson", title="Cao Bằng", body="Cao Bằng")], ["hanoi"])
        assert found(own_archive, "lạng sơn") == []
        assert found(own_archive, "cao bang") == ["langson"]
        assert set(own_archive.ids()) == {"langson", "hoabinh", "internal"}

    def test_failed_batch_changes_nothing(self, own_archive: Engine) -> None:
        def breaking() -> Iterator[IndexDocument]:
            yield IndexDocument(id="new", title="Mới", body="")
            raise RuntimeError("the source broke")

        with pytest.raises(RuntimeError, match="the source broke"):
            own_archive.apply(breaking(), ["langson"])
        assert set(own_archive.ids()) == {document.id for document in DOCUMENTS}

    def test_rebuild_swaps_only_when_it_succeeds(self, own_archive: Engine) -> None:
        with pytest.raises(RuntimeError, match="stopped"), own_archive.rebuild() as fresh:
            fresh.apply([IndexDocument(id="only", title="Một", body="một")])
            raise RuntimeError("stopped")
        assert own_archive.count() == len(DOCUMENTS)
        with own_archive.rebuild() as fresh:
            fresh.apply([IndexDocument(id="only", title="Một", body="một")])
            assert own_archive.count() == len(DOCUMENTS)
        assert list(own_archive.ids()) == ["only"]
        own_archive.apply([IndexDocument(id="second", title="Hai", body="hai")])
        assert own_archive.count() == 2

    def test_broken_off_rebuild_is_gone_on_with(self, own_archive: Engine) -> None:
        with pytest.raises(RuntimeError, match="stopped"), own_archive.rebuild(resume=True) as fresh:
            fresh.apply(DOCUMENTS[:2])
            raise RuntimeError("stopped")
        ids = [document.id for document in DOCUMENTS]
        with own_archive.rebuild(resume=True) as fresh:
            assert fresh.stamps(ids) == {document.id: document.stamp for document in DOCUMENTS[:2]}
            fresh.apply(DOCUMENTS[2:])
        assert own_archive.stamps(ids) == {document.id: document.stamp for document in DOCUMENTS}
        with own_archive.rebuild(resume=True) as fresh:
            assert fresh.count() == 0

    def test_no_search_fails_while_the_index_is_rebuilt(self, own_archive: Engine) -> None:
        ended = threading.Event()
        numbers: set[int] = set()

        def search() -> None:
            while not ended.is_set():
                page = ask(own_archive, size=2)
                numbers.update((page.total, ask(own_archive, size=2, cursor=page.cursor).total))

        with ThreadPoolExecutor(2) as pool:
            searches = [pool.submit(search) for _ in range(2)]
            for _ in range(3):
                with own_archive.rebuild() as fresh:
                    fresh.apply(DOCUMENTS)
            ended.set()
        assert [done.exception() for done in searches] == [None, None]
        assert numbers == {3}
