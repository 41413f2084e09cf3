"""What every search engine finds, in which order, what it marks and what it suggests."""

from __future__ import annotations

import random
import unicodedata
from dataclasses import replace

import pytest

from ingest.orthography import fold
from search.engine import Engine
from search.errors import QueryError
from search.mapping import IndexDocument
from search.query import Query, Sort
from tests.contracts.engine import DOCUMENTS, PUBLIC, EngineContract, ask, found


class SearchContract(EngineContract):
    """Subclassed by the tests of each engine."""

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

    def test_phrases_are_found_wherever_they_stand_and_nowhere_else(self, engine: Engine) -> None:
        words = ("thi", "đua", "phong", "trào", "quạu", "ĐÙA", "thị")  # one is rare, so that no pair holds it
        chance = random.Random(1948)
        texts = [" ".join(chance.choices(words, k=9)) for _ in range(90)]
        engine.apply(
            IndexDocument(id=f"d{at:02}", title=title, body=body, units=(("u", name),))
            for at, (title, body, name) in enumerate(zip(texts[:30], texts[30:60], texts[60:], strict=True))
        )
        for length in (2, 3):
            for phrase in sorted({" ".join(chance.choices(words, k=length)) for _ in range(30)}):
                holds = {f"d{at % 30:02}" for at, text in enumerate(texts) if f" {fold(phrase)} " in f" {fold(text)} "}
                assert set(found(engine, f'"{phrase}"', size=100)) == holds

    def test_title_counts_more_than_a_name_and_a_name_more_than_the_body(self, engine: Engine) -> None:
        some = {"title": "một hai", "body": "ba bốn", "name": "năm sáu"}
        texts = {place: some | {place: f"{words} quạu"} for place, words in some.items()}
        engine.apply(
            IndexDocument(id=place, title=text["title"], body=text["body"], units=(("u", text["name"]),))
            for place, text in texts.items()
        )
        assert found(engine, "quạu") == found(engine, "quau") == ["title", "name", "body"]

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
            ("nội dung:đợt", set()),
            ("nội dung:đang", {"hoabinh"}),
            ('nội dung:"phát động"', {"langson"}),
            ('nội dung:"phát đợt"~9', set()),
            ("thi đua -nội dung:đợt", {"langson", "hanoi"}),
            ("thi đua -nội dung:hành", {"langson"}),
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

    @pytest.mark.parametrize("text", ["4567/KH-UBND", "số:4567/KH-UBND", "số:4567/kh/ubnd"])
    def test_own_number_is_found_though_the_text_has_it_not_before_papers_that_cite_it(
        self, engine: Engine, text: str
    ) -> None:
        citing = "Thực hiện Kế hoạch 4567/KH-UBND về trồng rừng"
        engine.apply(
            (
                IndexDocument(id="cites", title="Báo cáo", body=citing),
                IndexDocument(id="own", title="Kế hoạch", body="Số: … /KH-UBND về trồng rừng", said=("4567/KH-UBND",)),
                IndexDocument(id="other", title="Kế hoạch", body="Số: 45/KH-UBND về trồng rừng"),
            )
        )
        assert found(engine, text) == ["own", "cites"]

    def test_person_of_a_document_is_found_though_the_text_has_them_not(self, engine: Engine) -> None:
        engine.apply([IndexDocument(id="a", title="Kế hoạch", body="trồng rừng", said=("Lữ Văn Quầy, Chủ tịch",))])
        assert found(engine, "lu van quay") == found(engine, '"Lữ Văn Quầy"') == ["a"]

    def test_unclosed_quotation_mark_is_no_error(self, archive: Engine) -> None:
        assert found(archive, 'lạng "sơn') == ["langson"]

    def test_empty_query_finds_everything_public(self, archive: Engine) -> None:
        assert set(found(archive)) == {"langson", "hanoi", "hoabinh"}

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

    def test_hits_without_snippets_are_the_same_but_for_them(self, archive: Engine) -> None:
        whole, bare = ask(archive, "phát động"), ask(archive, "phát động", snippets=False)
        assert all(hit.snippets and hit.title_marks for hit in whole.hits)
        assert bare.hits == tuple(replace(hit, snippets=(), title_marks=()) for hit in whole.hits)

    def test_count_alone_and_orders_by_date_count_the_same(self, archive: Engine) -> None:
        for text in ("phát động", "thi đua OR sơ kết", '"phát động"', "-lạng"):
            total = ask(archive, text).total
            assert [ask(archive, text, **some).total for some in ({"size": 0}, {"sort": Sort.NEWEST})] == [total] * 2

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

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [("năm:snơ", None), ("số: lạngg năm:12..x", None), ('"lạng snơ', "lạng sơn"), ("NOT lạngg sơn", "lạng sơn"),
         ("lạng AND snơ", "lạng sơn")],
    )  # fmt: skip
    def test_suggestion_can_be_read_and_holds_no_sign_of_other_programs(
        self, archive: Engine, typed: str, meant: str | None
    ) -> None:  # fmt: skip
        assert archive.suggest(Query(text=typed, visibilities=PUBLIC)) == meant

    def test_suggestion_never_tells_what_staff_alone_may_see(self, archive: Engine) -> None:
        assert archive.suggest(Query(text="danhh", visibilities=PUBLIC)) != "danh"
