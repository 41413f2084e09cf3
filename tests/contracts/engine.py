"""What the contracts of a search engine share: the documents, and engines that hold them or nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from search.engine import Engine
from search.mapping import IndexDocument
from search.query import Query
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
    """The module of the test has a fixture `make_engine` of its scope, which makes empty engines."""

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
