"""Units through time on the pages and in the API: the chain above, the parts, before and after, the tree of places."""

from __future__ import annotations

import html
import io
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from sqlalchemy import select

from biennien.intake import accept_upload
from biennien.originals import Originals
from biennien.registry.readers import PUBLIC, STAFF
from biennien.registry.tables import Unit

from .conftest import Archive, make_archive
from .conftest import page as page_of
from .shape import faults, response_schema

TEXTS = {
    "xa.txt": ("Hội Nông dân xã Phong Thủy, huyện Lệ Thủy ký giao ước thi đua với Hội Nông dân huyện Lệ Thủy.", PUBLIC),
    "tinh.txt": (
        "Ủy ban nhân dân tỉnh Hà Tây và Sở Giáo dục và Đào tạo tỉnh Hà Tây phát động thi đua năm 2005.",
        PUBLIC,
    ),
    "tach.txt": ("Ủy ban nhân dân tỉnh Hà Nam Ninh và Ủy ban nhân dân tỉnh Nam Hà tổng kết thi đua.", PUBLIC),
    "kin.txt": ("Công an huyện Nghi Lộc họp nội bộ về thi đua.", STAFF),
}


@pytest.fixture(scope="module")
def units(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    made = make_archive(tmp_path_factory.mktemp("units"))
    originals = Originals(made.settings.originals_folder)
    for name, (text, visibility) in TEXTS.items():
        accept_upload(made.registry, originals, io.BytesIO(text.encode()), name=name, visibility=visibility)
    made.work()
    yield made
    made.close()


def id_of(archive: Archive, name: str) -> str:
    with archive.registry.read() as session:
        return session.scalars(select(Unit.id).where(Unit.name == name)).one()


def page(archive: Archive, path: str, language: str = "en") -> str:
    return page_of(archive.client(language), path)


def test_unit_page_shows_kind_place_years_and_the_chain_above(units: Archive) -> None:
    text = page(units, f"/units/{id_of(units, 'Hội Nông dân huyện Lệ Thủy')}", "vi")
    assert "hội nông dân" in text
    assert "đến 30/06/2025" in text
    assert f'href="/units/tree?place={quote("huyện Lệ Thủy, tỉnh Quảng Bình").replace("%20", "+")}"' in text
    assert text.index("Hội Nông dân tỉnh Quảng Bình</a>") < text.index("Hội Nông dân Việt Nam</a>")


def test_unit_page_leads_to_what_it_became_and_back(units: Archive) -> None:
    before, after = (id_of(units, f"Ủy ban nhân dân {place}") for place in ("tỉnh Hà Tây", "thành phố Hà Nội"))
    assert f'href="/units/{after}"' in page(units, f"/units/{before}")
    text = page(units, f"/units/{after}")
    assert "0 documents" in text
    assert f'Before: <a href="/units/{before}"' in text


def test_parted_unit_leads_to_all_that_it_became(units: Archive) -> None:
    before, after = (id_of(units, f"Ủy ban nhân dân {place}") for place in ("tỉnh Hà Nam Ninh", "tỉnh Nam Hà"))
    text = page(units, f"/units/{before}")
    assert f'<a href="/units/{after}">Ủy ban nhân dân tỉnh Nam Hà</a> · Ủy ban nhân dân tỉnh Ninh Bình' in text
    assert f'Before: <a href="/units/{before}"' in page(units, f"/units/{after}")
    told = units.client().get(f"/api/v1/units/{before}").get_json()
    assert told["successor"] is None
    assert [one["id"] for one in told["successors"]] == [after, None]


def test_units_beside_a_unit_are_those_of_its_own_documents(units: Archive) -> None:
    told = units.client().get(f"/api/v1/units/{id_of(units, 'Ủy ban nhân dân tỉnh Hà Tây')}").get_json()
    beside = [(one["label"], one["count"]) for one in told["facets"]["unit"]]
    assert beside == [("Sở Giáo dục và Đào tạo tỉnh Hà Tây", 1)]


def test_parts_are_told_in_the_api_with_their_documents(units: Archive) -> None:
    parent = id_of(units, "Ủy ban nhân dân tỉnh Hà Tây")
    client = units.client()
    (item,) = client.get(f"/api/v1/units?parent={parent}").get_json()["items"]
    assert (item["label"], item["documents"], item["kind"]) == ("Sở Giáo dục và Đào tạo tỉnh Hà Tây", 1, "department")
    told = client.get(f"/api/v1/units/{parent}").get_json()
    assert [one["label"] for one in told["above"]] == ["Chính phủ"] == [told["parent"]["label"]]
    assert [one["label"] for one in told["parts"]] == [item["label"]]
    assert told["successor"]["label"] == "Ủy ban nhân dân thành phố Hà Nội"


@pytest.mark.parametrize("query", ["/api/v1/units?parent=UNIT", "/api/v1/units/UNIT"])
def test_answers_have_the_shape_that_is_described(units: Archive, query: str) -> None:
    client = units.client()
    description = client.get("/api/v1/openapi.json").get_json()
    path = "/api/v1/units" + ("/{unit_id}" if "?" not in query else "")
    answer = client.get(query.replace("UNIT", id_of(units, "Hội Nông dân tỉnh Quảng Bình"))).get_json()
    assert faults(description, response_schema(description, path, "get", 200), answer) == []


def test_list_of_parts_of_an_unknown_unit_is_not_found(units: Archive) -> None:
    assert units.client().get("/api/v1/units?parent=unknown").status_code == 404


def test_search_under_a_unit_finds_what_names_those_below_it(units: Archive) -> None:
    client = units.client()
    above = id_of(units, "Hội Nông dân Việt Nam")
    assert client.get(f"/api/v1/search?unit={above}").get_json()["total"] == 0
    assert client.get(f"/api/v1/search?under={above}").get_json()["total"] == 1
    assert client.get("/api/v1/search?under=hoi nong dan tinh quang binh").get_json()["total"] == 1
    text = page(units, f"/?under={above}")
    assert 'href="/" title="Take this filter off"><small>Unit and all under it</small> Hội Nông dân Việt Nam' in text


def test_unit_facet_offers_a_unit_with_all_under_it(units: Archive) -> None:
    whole, part = (id_of(units, f"Hội Nông dân {place}") for place in ("huyện Lệ Thủy", "xã Phong Thủy"))
    text = page(units, "/?q=thi+dua")
    assert f"under={whole}" in text
    assert f"under={part}" not in text


def test_tree_leads_from_the_provinces_down_to_the_bodies(units: Archive) -> None:
    text = page(units, "/units/tree")
    assert "Chính phủ" in text
    assert "tỉnh Quảng Bình</a>" in text
    assert "huyện Lệ Thủy</a>" in page(units, "/units/tree?place=tỉnh Quảng Bình")
    district = page(units, "/units/tree?place=huyện Lệ Thủy, tỉnh Quảng Bình")
    assert "Hội Nông dân huyện Lệ Thủy</a>" in district
    assert "xã Phong Thủy</a>" in district
    nested = page(units, "/units/tree?place=tỉnh Hà Tây")
    assert nested.index("Ủy ban nhân dân tỉnh Hà Tây</a>") < nested.index("Sở Giáo dục và Đào tạo tỉnh Hà Tây</a>")
    assert '<ul class="plain tree"><li><a href' in nested[nested.index("Ủy ban nhân dân tỉnh Hà Tây</a>") :]


def test_what_only_staff_read_shows_in_no_tree(units: Archive) -> None:
    hidden = id_of(units, "Công an huyện Nghi Lộc")
    client = units.client()
    assert client.get(f"/units/{hidden}").status_code == 404
    assert client.get(f"/units/{id_of(units, 'Công an tỉnh Nghệ An')}").status_code == 404
    for path in ("/units/tree", "/units/tree?place=tỉnh Nghệ An"):
        assert "Nghi Lộc" not in page(units, path)
        assert "Nghệ An</a>" not in page(units, path)
    assert "Nghi Lộc" in html.unescape(units.staff().get("/units/tree?place=tỉnh Nghệ An").get_data(as_text=True))
