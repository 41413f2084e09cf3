"""What the API refuses, and the problem with which it says so."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from .conftest import Archive

CASES = Path(__file__).parents[1] / "cases" / "api_parameters.tsv"
LAUNCH = "2019-phat-dong.txt"


@pytest.mark.parametrize("kind", ["documents", "units", "slogans", "campaigns", "jobs"])
def test_unknown_id_is_a_404_problem(archive: Archive, kind: str) -> None:
    answer = archive.client().get(f"/api/v1/{kind}/nothing", headers=archive.bearer)
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
    assert answer.get_json()["code"] == "not_found"


def cases() -> list[Any]:
    with CASES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [pytest.param(row["path"], row["parameter"], id=row["id"]) for row in rows]


@pytest.mark.parametrize(("path", "parameter"), cases())
def test_wrong_parameter_is_a_422_problem_that_names_it(archive: Archive, path: str, parameter: str) -> None:
    answer = archive.client().get(path.replace("DOCUMENT", archive.documents[LAUNCH]))
    told = answer.get_json()
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert [error["parameter"] for error in told["errors"]] == [parameter]


def test_choices_are_told_without_the_empty_one(archive: Archive) -> None:
    told = archive.client("en").get("/api/v1/jobs?state=x", headers=archive.bearer).get_json()["errors"][0]["detail"]
    assert told == "“x” is not known here. Write one of: queued, running, done, failed, stopped."
    assert archive.client().get("/api/v1/jobs?state=", headers=archive.bearer).status_code == 200


@pytest.mark.parametrize("cursor", ["x", "YWZ0ZXI6LTE", "YWZ0ZXI6OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OQ"])
@pytest.mark.parametrize("path", ["/api/v1/search", "/api/v1/units", "/api/v1/documents"])
def test_foreign_cursor_is_a_422_problem(archive: Archive, path: str, cursor: str) -> None:
    answer = archive.client().get(path, query_string={"cursor": cursor})
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    if path == "/api/v1/search":
        assert "“cursor”" in answer.get_json()["detail"]


def test_pages_beyond_the_wall_are_told_of_the_cursor(archive: Archive) -> None:
    told = archive.client("en").get("/api/v1/search?page=2000&size=10").get_json()
    assert (told["status"], told["code"]) == (422, "window")
    assert "cursor" in told["detail"]


@pytest.mark.parametrize(("language", "begins"), [("vi", "Một số tham số"), ("en", "Some parameters")])
def test_problem_speaks_the_language_asked_for(archive: Archive, language: str, begins: str) -> None:
    assert archive.client(language).get("/api/v1/search?page=0").get_json()["detail"].startswith(begins)


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/nothing"])
def test_unknown_address_is_a_problem(archive: Archive, path: str) -> None:
    answer = archive.client().get(path)
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_wrong_method_is_a_problem_with_the_right_ones(archive: Archive) -> None:
    answer = archive.client().post("/api/v1/search", headers=archive.bearer)
    assert (answer.status_code, answer.mimetype) == (405, "application/problem+json")
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize("number", [2**31, 10**25, "9" * 5_000])
def test_number_that_nothing_can_have_is_a_404(archive: Archive, number: object) -> None:
    document = archive.documents[LAUNCH]
    for path in (f"/api/v1/documents/{document}/files/{number}", f"/api/v1/documents/{document}/pages/{number}"):
        assert archive.client().get(path, headers=archive.bearer).status_code == 404


@pytest.mark.parametrize("path", ["/api/v1/units/%00", "/api/v1/search?unit=%00", "/units/a%00b", "/?q=%00"])
def test_nul_is_refused_before_a_database_sees_it(archive: Archive, path: str) -> None:
    assert archive.client().get(path).status_code == 422


def test_address_that_is_not_there_is_told_of_the_api(archive: Archive) -> None:
    detail = archive.client("en").get("/api/v1/nothing").get_json()["detail"]
    assert detail.startswith("The API has nothing")
