"""Every operation of the API, called with what its description allows and with what it forbids, by every role.

No answer may be a failure of ours, have a status that the description does not name, or a shape that it does not give.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, nullcontext
from dataclasses import dataclass
from random import Random
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from .world import Aim, World, new_world, plain_case

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance,
]  # fmt: skip
EXAMPLES = 9
"""For each operation: a minute for all of them on a slow machine."""

PLAIN_CALLS = 60
"""At most: the first that succeeds is enough."""

NEVER = {"POST /api/v1/sweeps/{sweep_id}/stop": "a sweep of a few documents is done before it can be stopped"}
"""Operations that no call can succeed with here, and why."""

ORDER = ("POST", "GET", "PUT", "PATCH", "DELETE")
"""What makes things comes first, what takes them away last."""


@dataclass(frozen=True, slots=True)
class Called:
    """An archive and the operations of its API by their labels."""

    world: World
    operations: dict[str, Any]


@pytest.fixture(scope="module")
def called(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Called]:
    with new_world(tmp_path_factory.mktemp("world")) as world:
        schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", whole(world.archive.app))
        yield Called(world, {found.ok().label: found.ok() for found in schema.get_all_operations()})


def whole(app: WSGIApplication) -> WSGIApplication:
    """`app` with every answer read to its end, so that no file stays open."""

    def answer(environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:
        parts = app(environ, start)
        with closing(parts) if hasattr(parts, "close") else nullcontext():
            return [b"".join(parts)]

    return answer


def test_each_operation_succeeds(called: Called, subtests: pytest.Subtests) -> None:
    for label, operation in in_order(called):
        with subtests.test(label):
            seen = _call_plainly(called.world, operation)
            assert (seen[-1] < 300) == (label not in NEVER), seen


def _call_plainly(world: World, operation: Any) -> list[int]:
    """Call an operation as an admin with what fits until it succeeds; the statuses that came back."""
    seen = []
    for turn in range(PLAIN_CALLS):
        case = plain_case(operation)
        dice = Random(f"{operation.label} {turn}")
        seen.append(_answer(case, Aim(world, case, lambda _, some: dice.choice(some), plain=True)))  # noqa: B023
        if seen[-1] < 300:
            break
    return seen


def test_operations_answer_as_described(called: Called, subtests: pytest.Subtests) -> None:
    for label, operation in in_order(called):
        with subtests.test(label):
            _call(called.world, operation)


def in_order(called: Called) -> list[tuple[str, Any]]:
    """All operations by their labels, those that make things first."""
    return sorted(
        called.operations.items(), key=lambda item: (ORDER.index(item[0].split()[0]), item[0].count("/") == 4)
    )


def _call(world: World, operation: Any) -> None:
    """Call an operation some times. Raises: FailureGroup."""
    both = [operation.as_strategy(generation_mode=mode) for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)]

    @settings(
        max_examples=EXAMPLES, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=st.one_of(both), data=st.data())
    def call(case: Case, data: st.DataObject) -> None:
        _answer(case, Aim(world, case, lambda label, some: data.draw(st.sampled_from(some), label=label)))

    call()


def _answer(case: Case, aim: Aim) -> int:
    """The status that came back. Raises: FailureGroup."""
    response = case.call(headers=aim.take())
    if response.status_code == 201:
        made = case.operation.path.rpartition("/")[2].removesuffix("es" if case.path.endswith("ches") else "s")
        aim.world.ids.setdefault(f"{made}_id", []).append(response.json()["id"])
    case.validate_response(response, checks=CHECKS)
    return int(response.status_code)
