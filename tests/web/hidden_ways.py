"""What is hidden from readers in the tests, and every address at which it might show."""

from __future__ import annotations

from pathlib import Path

from .conftest import FOLDER, STAFF_ONLY

PUBLIC_FILES = ("2019-giao-uoc.txt", "2019-phat-dong.txt", "2020-tong-ket.txt")
PDF = Path(__file__).parents[2] / "corpora" / "demo" / "2018-nghe-an-ke-hoach-moi-xa-mot-cong-trinh.pdf"
OLDEST = (
    "TỈNH ĐOÀN HÒA BÌNH\nSố: 3/BC\n\nHòa Bình, ngày 05 tháng 6 năm 1957\n\nBÁO CÁO\n"
    "Mật về phong trào thi đua “Bản không rác, suối trong veo”\n\n"
    "Huyện đoàn Đà Bắc và Hợp tác xã Lòng Hồ Xanh Biếc đã sơ kết phong trào thi đua “Bản không rác, suối trong veo” "
    "với khẩu hiệu “Suối kín không ai hay”. Liên đoàn Lao động huyện Đà Bắc (tức Công đoàn Đà Bắc ẩn danh) "
    "khen xómkínđáo.\n"
)


def hidden_files() -> dict[str, bytes]:
    """Files that only staff may read: of everything something, and nearly a public one."""
    letter = (FOLDER / "2019-phat-dong.txt").read_text(encoding="utf-8")
    return {
        STAFF_ONLY: (FOLDER / STAFF_ONLY).read_bytes(),
        "ban-quet.txt": letter.replace("giữ sạch quanh năm", "giử sạch quanh năm xómkínđáo").encode(),
        "mat.txt": OLDEST.encode(),
        PDF.name: PDF.read_bytes(),
    }


SECRETS = (
    "Phu Canh",
    "Người giữ rừng không giữ lỗi",
    "xómkínđáo",
    "Lòng Hồ Xanh Biếc",
    "Suối kín không ai hay",
    "ẩn danh",
    "1957",
    "mat.txt",
    "ban-quet",
)

WAYS: dict[str, tuple[str, ...]] = {
    "front page": ("/",),
    "search for words of its text": ("/?q=xómkínđáo", "/api/v1/search?q=xomkindao"),
    "search for all": ("/?q=thi+dua", "/api/v1/search?q=thi+dua", "/api/v1/search"),
    "phrase": ('/api/v1/search?q="Lòng+Hồ+Xanh"',),
    "beginning of a word": ("/api/v1/search?q=xomkin*", "/?q=xomkin*"),
    "words nearby": ('/api/v1/search?q="Suối+hay"~9',),
    "field of the query": (
        '/api/v1/search?q=đơn+vị:"Hồ+Xanh+Biếc"',
        "/api/v1/search?q=số:3/BC",
        "/api/v1/search?q=năm:1957",
    ),
    "excluding words": ("/api/v1/search?q=thi+dua+-xomkindao",),
    "score of others": ("/api/v1/search?q=suoi+trong+veo&size=50", "/?q=khong+rac"),
    "order by time": ("/api/v1/search?sort=oldest", "/api/v1/search?sort=newest", "/api/v1/search?sort=added"),
    "facet of units": ("/api/v1/search?in_unit=Hop+tac+xa", "/?in_unit=Phu+Canh"),
    "facet of slogans": ("/api/v1/search?in_slogan=Suoi+kin",),
    "facet of campaigns": ("/api/v1/search?in_campaign=suoi",),
    "facet of places": ("/api/v1/search?in_place=Hoa+Binh",),
    "filter by its unit's name": (
        "/api/v1/search?unit=Hợp+tác+xã+Lòng+Hồ+Xanh+Biếc",
        "/?unit=Hợp+tác+xã+Lòng+Hồ+Xanh+Biếc",
    ),
    "filter by its unit's id": (
        "/?unit={unit}",
        "/api/v1/search?unit={unit}",
        "/?under={unit}",
        "/api/v1/search?under={unit}",
    ),
    "filter by its slogan": (
        "/?slogan={slogan}",
        "/api/v1/search?slogan=Suối+kín+không+ai+hay",
        "/?slogan=Suối+kín+không+ai+hay",
    ),
    "filter by type, place, year": (
        "/api/v1/search?type=report",
        "/api/v1/search?place=Hòa+Bình",
        "/api/v1/search?year=1957",
    ),
    "value left out": ("/api/v1/search?type=-report", "/?unit=-{unit}"),
    "histogram": ("/api/v1/search?step=decade", "/api/v1/search?from=1950&to=1960&step=year", "/?step=month"),
    "undated count": ("/api/v1/search?from=1950&undated=include", "/api/v1/search?undated=only"),
    "did you mean": (
        "/?q=xomkindap",
        "/api/v1/search?q=xomkindap",
        "/api/v1/search?q=Phu+Cahn",
        "/api/v1/search?q=bieec",
    ),
    "last page": ("/api/v1/search?page=2&size=2", "/?page=2&size=2", "/api/v1/search?page=3&size=1"),
    "result as CSV": ("/export.csv", "/export.csv?q=thi+dua"),
    "result as JSON lines": ("/export.jsonl", "/export.jsonl?q=xomkindao"),
    "result as references": ("/export.bib", "/export.ris", "/export.txt"),
    "feed": ("/feed.atom", "/feed.atom?q=suoi"),
    "feed of a search that staff keep": ("{feed}",),
    "its page": ("/documents/{hidden}", "/documents/{pdf}", "/documents/{hidden}?q=suoi&pos=1"),
    "its record": ("/api/v1/documents/{hidden}", "/api/v1/documents/{copy}"),
    "its entities": ("/api/v1/documents/{hidden}/entities", "/api/v1/documents/{hidden}/entities?label=UNIT"),
    "one entity": ("/api/v1/documents/{hidden}/entities/{entity}", "/documents/{hidden}/entities/{entity}"),
    "its original": ("/documents/{hidden}/original", "/api/v1/documents/{hidden}/original"),
    "its layout": ("/api/v1/documents/{pdf}/layout",),
    "its pages": (
        "/documents/{pdf}/pages/1",
        "/documents/{pdf}/pages/1-small.png",
        "/documents/{pdf}/pages/1-large.png",
        "/api/v1/documents/{pdf}/pages/1",
    ),
    "its citation": ("/documents/{hidden}/citation.bib", "/documents/{pdf}/citation.ris"),
    "its corrections": ("/api/v1/documents/{hidden}/corrections",),
    "its text": ("/documents/{hidden}/text", "/documents/{hidden}/fields"),
    "what it tells of a campaign": ("/documents/{hidden}/campaigns/{campaign}",),
    "what is like it": ("/api/v1/documents/{hidden}/similar",),
    "what is like a public one": ("/api/v1/documents/{public}/similar?size=50",),
    "near copies of a public one": ("/api/v1/documents/{public}", "/documents/{public}"),
    "neighbours in a result": ("/documents/{public}?q=thi+dua&pos=1", "/documents/{public}?sort=oldest&pos=1"),
    "list of documents": (
        "/api/v1/documents",
        "/api/v1/documents?sort=added&size=2",
        "/api/v1/documents?updated_since=2020-01-01T00:00:00Z",
    ),
    "list of documents by its names": (
        "/api/v1/documents?unit={unit}",
        "/api/v1/documents?slogan={slogan}",
        "/api/v1/documents?type=report",
    ),
    "units": (
        "/units",
        "/api/v1/units?size=500",
        "/units?q=Phu+Canh",
        "/api/v1/units?q=an+danh",
        "/api/v1/units?q=Xanh+Biec",
    ),
    "its unit": ("/units/{unit}", "/api/v1/units/{unit}"),
    "unit that a public one names too": ("/units/{shared}", "/api/v1/units/{shared}"),
    "tree of units": ("/units/tree", "/units/tree?place=Hòa+Bình", "/api/v1/units?parent={shared}"),
    "slogans": ("/slogans", "/api/v1/slogans?size=500", "/slogans?q=Suoi+kin"),
    "its slogan": ("/slogans/{slogan}", "/api/v1/slogans/{slogan}"),
    "campaigns": ("/campaigns", "/api/v1/campaigns?size=500"),
    "campaign that a public one tells of too": ("/campaigns/{campaign}", "/api/v1/campaigns/{campaign}"),
    "timeline": ("/timeline", "/api/v1/timeline", "/timeline?from=1950", "/api/v1/timeline?from=1957&to=1957"),
    "jobs": ("/api/v1/jobs", "/jobs"),
    "its earlier files": ("/api/v1/documents/{hidden}/files", "/documents/{hidden}/files"),
    "review": ("/review", "/review?label=UNIT"),
    "words that were taught from it": ("/words",),
    "figures of the service": ("/metrics", "/healthz"),
}
