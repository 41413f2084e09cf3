"""Webhooks: a real receiver is told of jobs that end, by signed messages, and no address inside is ever reached."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from biennien import webhook_sender
from biennien.registry import webhooks
from biennien.registry.database import Registry, now
from biennien.registry.errors import NotFound
from biennien.registry.tables import Delivery, Webhook
from biennien.settings import SettingsError, load_settings
from biennien.webhook_sender import BadAddress, check_url, deliver_next, find_addresses, is_outside, sign
from tests.receiving import Receiver, running

ALLOWED = frozenset({"localhost"})


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with running() as made:
        yield made


def add(registry: Registry, url: str) -> Webhook:
    with registry.write() as session:
        return webhooks.add_webhook(session, url, user_id=None)


def queue(registry: Registry, hook: Webhook) -> str:
    with registry.write() as session:
        return webhooks.add_test(session, hook.id).id


def row(registry: Registry, message: str) -> Delivery:
    with registry.read() as session:
        return session.get_one(Delivery, message)


def test_signature_is_that_of_standard_webhooks() -> None:
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    made = sign(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, '{"test": 2432232314}')
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_message_arrives_signed(registry: Registry, receiver: Receiver) -> None:
    hook = add(registry, receiver.url)
    message = queue(registry, hook)
    assert deliver_next(registry, ALLOWED) == webhooks.DELIVERED
    [(path, headers, body)] = receiver.told
    assert path == "/hook?a=1"
    assert headers["host"] == f"localhost:{receiver.server_port}"
    assert headers["webhook-id"] == message
    moment = int(headers["webhook-timestamp"])
    assert headers["webhook-signature"] == sign(hook.secret, message, moment, body)
    assert json.loads(body)["type"] == "webhook.test"
    assert deliver_next(registry, ALLOWED) is None


def test_old_secret_signs_too_for_a_day(registry: Registry, receiver: Receiver) -> None:
    hook = add(registry, receiver.url)
    with registry.write() as session:
        fresh = webhooks.rotate_secret(session, hook.id, user_id=None)
    for expected in (2, 1):
        message = queue(registry, hook)
        deliver_next(registry, ALLOWED)
        _, headers, body = receiver.told[-1]
        signed = [sign(one, message, int(headers["webhook-timestamp"]), body) for one in (fresh.secret, hook.secret)]
        assert headers["webhook-signature"].split() == signed[:expected]
        with registry.write() as session:
            session.execute(update(Webhook).values(old_secret_until=now(session) - timedelta(seconds=1)))


@pytest.mark.parametrize("status", [302, 307, 400, 500])
def test_refused_message_is_tried_again_and_no_redirect_followed(
    registry: Registry, receiver: Receiver, status: int
) -> None:
    receiver.status = status
    message = queue(registry, add(registry, receiver.url))
    assert deliver_next(registry, ALLOWED) == webhooks.WAITING
    kept = row(registry, message)
    assert (kept.status, kept.attempts, len(receiver.told)) == (status, 1, 1)
    assert kept.next_at > kept.created_at
    assert deliver_next(registry, ALLOWED) is None


def test_message_is_given_up_after_a_day_and_may_be_sent_again(registry: Registry, receiver: Receiver) -> None:
    receiver.status = 500
    hook = add(registry, receiver.url)
    message = queue(registry, hook)
    waited = timedelta()
    for _ in webhooks.WAITS:
        deliver_next(registry, ALLOWED)
        with registry.write() as session:
            kept = session.get_one(Delivery, message)
            waited += kept.next_at - now(session)
            kept.next_at = now(session)
    assert deliver_next(registry, ALLOWED) == webhooks.GIVEN_UP
    assert timedelta(hours=23) < waited < timedelta(hours=25)
    receiver.status = 200
    with registry.write() as session:
        webhooks.send_again(session, hook.id, message)
    assert deliver_next(registry, ALLOWED) == webhooks.DELIVERED


def test_message_is_in_one_hand_at_a_time(registry: Registry, receiver: Receiver) -> None:
    queue(registry, add(registry, receiver.url))
    held = webhooks.take_delivery(registry)
    assert held is not None
    assert webhooks.take_delivery(registry) is None
    with registry.write() as session:
        session.execute(update(Delivery).values(held_until=now(session) - timedelta(seconds=1)))
    again = webhooks.take_delivery(registry)
    assert again is not None
    webhooks.end_attempt(registry, held, status=200, error=None)
    assert row(registry, held.id).state == webhooks.WAITING


def test_removed_webhook_is_told_nothing(registry: Registry, receiver: Receiver) -> None:
    hook = add(registry, receiver.url)
    queue(registry, hook)
    with registry.write() as session:
        webhooks.remove_webhook(session, hook.id, user_id=None)
    assert deliver_next(registry, ALLOWED) is None
    with registry.write() as session, pytest.raises(NotFound):
        webhooks.add_test(session, hook.id)


def test_address_inside_is_not_reached_without_leave(registry: Registry, receiver: Receiver) -> None:
    message = queue(registry, add(registry, receiver.url.replace("http:", "https:")))
    deliver_next(registry, frozenset())
    assert (row(registry, message).error, receiver.told) == ("inside", [])


def test_name_that_leads_inside_a_moment_later_does_not_help(
    registry: Registry, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection goes to the number that was checked: another answer of the name server is never asked for."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def resolve(host: str, *args: Any, **options: Any) -> Any:
        asked.append(host)
        return real("127.0.0.1" if host == "rebind.test" else host, *args, **options)

    monkeypatch.setattr(webhook_sender.socket, "getaddrinfo", resolve)
    url = receiver.url.replace("localhost", "rebind.test")
    queue(registry, add(registry, url))
    assert deliver_next(registry, frozenset({"rebind.test"})) == webhooks.DELIVERED
    assert asked.count("rebind.test") == 1


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1%eth0", "fc00::1", "fd12::1",
     "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b:1::1",
     "2001:db8::1", "2001::1", "::7f00:1"],
)  # fmt: skip
def test_address_is_inside(address: str) -> None:
    assert not is_outside(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "203.162.4.191", "2606:4700:4700::1111", "64:ff9b::101:101"])
def test_address_is_outside(address: str) -> None:
    assert is_outside(address)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.0.0.1.", "2130706433", "0x7f000001", "0X7F.1", "017700000001", "127.1", "0",
     "１２７.0.0.1", "127。0。0。1", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::10.0.0.1]",
     "localhost", "localhost.", "hook.localhost"],
)  # fmt: skip
def test_address_inside_is_refused_however_it_is_spelt(host: str) -> None:
    with pytest.raises(BadAddress) as told:
        check_url(f"https://{host}/", frozenset())
    assert told.value.why == "inside"


def test_name_that_stands_for_an_address_inside_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook_sender.socket, "getaddrinfo", lambda *_, **__: [(0, 0, 0, "", ("10.0.0.1", 443))])
    with pytest.raises(BadAddress) as told:
        find_addresses(check_url("https://name.test/", frozenset()), frozenset())
    assert told.value.why == "inside"


@pytest.mark.parametrize(
    "host", ["example.org", "example.org.", "1.1.1.1", "[2606:4700:4700::1111]", "tỉnh.vn", "0x.vn"]
)
def test_address_outside_is_taken(host: str) -> None:
    assert check_url(f"https://{host}/hook?x=1", frozenset()).scheme == "https"


@pytest.mark.parametrize(
    "url",
    ["http://example.org/", "ftp://example.org/", "https://a:b@example.org/", "https://", "https://example.org:99999/",
     "https://127%2e0.0.1/", "https://[::1%25eth0]/", "https://[::1/", "https://[1.2.3.4]/",
     "https://exa mple.org/", "https://example.org/\nX: y", "file:///etc/passwd", "example.org"],
)  # fmt: skip
def test_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(BadAddress):
        check_url(url, frozenset())


@pytest.mark.parametrize(
    "url",
    ["https://..", "https://a..vn/", "https://.vn/", f"https://{'a' * 64}.vn/", f"https://{'đ' * 60}.vn/",
     f"https://{'a.' * 130}vn/", "https://xn--/", "https://xn--a.vn/", "https://example.org:0/", "https://[v1.a]/",
     "https://exa\\mple.org/", "https://\u200b.vn/", "https://ex<a>.vn/"],
)  # fmt: skip
def test_address_that_cannot_be_sent_is_refused(url: str) -> None:
    with pytest.raises(BadAddress) as told:
        check_url(url, frozenset())
    assert told.value.why == "form"


@pytest.mark.parametrize(
    ("url", "sent"),
    [("https://thi-đua.vn/x", "https://xn--thi-ua-e3a.vn/x"),
     ("https://TỈNH.vn:8443/Đường?tên=Hà", "https://xn--tnh-dlz.vn:8443/%C4%90%C6%B0%E1%BB%9Dng?t%C3%AAn=H%C3%A0"),
     ("https://a.vn/%C4%91/%2F?x=%26&y=1+2#ở", "https://a.vn/%C4%91/%2F?x=%26&y=1+2"),
     ("https://A.vn:443/x", "https://a.vn/x"), ("https://my_hook.vn", "https://my_hook.vn"),
     ("https://[2606:4700:4700::1111]:8443/đ", "https://[2606:4700:4700::1111]:8443/%C4%91")],
)  # fmt: skip
def test_address_is_kept_as_it_is_sent(url: str, sent: str) -> None:
    assert check_url(url, frozenset()).geturl() == sent
    assert check_url(sent, frozenset()).geturl() == sent


def test_letters_beyond_ascii_arrive_encoded(registry: Registry, receiver: Receiver) -> None:
    queue(registry, add(registry, receiver.url.replace("/hook?a=1", "/đường/%2F?tên=Hà")))
    assert deliver_next(registry, ALLOWED) == webhooks.DELIVERED
    assert receiver.told[0][0] == "/%C4%91%C6%B0%E1%BB%9Dng/%2F?t%C3%AAn=H%C3%A0"


def test_host_is_allowed_in_its_own_letters() -> None:
    allowed = load_settings({"BIENNIEN_WEBHOOK_ALLOW": "Thi-Đua.lan, hook"}).webhook_allow
    assert check_url("http://thi-đua.lan/x", allowed).hostname in allowed
    with pytest.raises(SettingsError):
        load_settings({"BIENNIEN_WEBHOOK_ALLOW": "đ..lan"})


def test_silent_receiver_holds_nobody_up(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook_sender, "WHOLE_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        message = queue(registry, add(registry, f"http://localhost:{silent.getsockname()[1]}/"))
        assert deliver_next(registry, ALLOWED) == webhooks.WAITING
    assert row(registry, message).error


def test_messages_that_ended_long_ago_are_forgotten(registry: Registry, receiver: Receiver) -> None:
    queue(registry, add(registry, receiver.url))
    deliver_next(registry, ALLOWED)
    with registry.write() as session:
        session.execute(update(Delivery).values(ended_at=now(session) - timedelta(days=31)))
    webhooks.forget_old(registry)
    with registry.read() as session:
        assert session.scalars(select(Delivery)).all() == []
