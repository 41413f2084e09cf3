"""Documents like one: what tells of the same campaign stands first, what is for staff never."""

from __future__ import annotations

import html

from .conftest import STAFF_ONLY, Archive

LAUNCH = "2019-phat-dong.txt"


def test_documents_of_the_same_campaign_are_like_one(archive: Archive) -> None:
    answer = archive.client().get(f"/api/v1/documents/{archive.documents[LAUNCH]}/similar")
    found = [hit["source_file"] for hit in answer.get_json()["items"]]
    assert set(found[:2]) == {"2020-tong-ket.txt", "2019-giao-uoc.txt"}
    assert LAUNCH not in found


def test_page_leads_to_documents_like_it(archive: Archive) -> None:
    page = html.unescape(archive.client().get(f"/documents/{archive.documents[LAUNCH]}").get_data(as_text=True))
    section = page.partition('id="similar"')[2].partition("</section>")[0]
    assert f'href="/documents/{archive.documents["2020-tong-ket.txt"]}"' in section


def test_document_for_staff_is_like_none_for_others(archive: Archive) -> None:
    hidden = archive.documents[STAFF_ONLY]
    for document in archive.documents.values():
        answer = archive.client().get(f"/api/v1/documents/{document}/similar?size=50")
        assert answer.status_code == (404 if document == hidden else 200)
        assert hidden not in [hit["id"] for hit in answer.get_json().get("items", [])]
