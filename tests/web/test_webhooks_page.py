"""The page of webhooks: admins add, try, re-key and remove them, and see what became of every message."""

from __future__ import annotations

import re

from flask.testing import FlaskClient
from sqlalchemy import select

from biennien.registry.accounts import add_user
from biennien.registry.tables import Delivery, Webhook
from biennien.registry.webhooks import end_attempt, take_delivery
from biennien.rights import CORRECTOR

from .conftest import PASSWORD, Archive, send
from .conftest import page as page_of

SECRET = re.compile(r'<code class="secret">(whsec_[^<]+)</code>')
URL = "https://example.org/hooks/bien-nien"


def look(client: FlaskClient, path: str = "/webhooks") -> str:
    return page_of(client, path)


def hooks(archive: Archive) -> list[Webhook]:
    with archive.registry.read() as session:
        return list(session.scalars(select(Webhook).where(Webhook.removed_at.is_(None))))


def delivery(archive: Archive) -> Delivery:
    with archive.registry.read() as session:
        return session.scalars(select(Delivery)).one()


def test_secrets_are_shown_once_behind_the_form_that_made_them(own_archive: Archive) -> None:
    admin = own_archive.staff()
    assert "báo ngay" in look(admin)
    assert send(admin, "/webhooks", url=URL)[0] == 302
    (first,) = SECRET.findall(look(admin))
    assert "whsec_" not in look(admin)
    (hook,) = hooks(own_archive)
    assert send(admin, f"/webhooks/{hook.id}/rotate")[0] == 302
    (second,) = SECRET.findall(look(admin))
    assert first != second
    assert "whsec_" not in look(admin) + look(admin, f"/webhooks/{hook.id}")


def test_refused_address_stays_in_the_form_with_the_setting_that_allows_it(own_archive: Archive) -> None:
    for url in ("https://10.0.0.1/h", "https://[::1]/h", "http://example.org/h"):
        status, page = send(own_archive.staff(), "/webhooks", url=url)
        assert status == 422
        assert 'role="alert"' in page
        assert "BIENNIEN_WEBHOOK_ALLOW" in page.partition('role="alert"')[2].partition("</p>")[0]
        assert f'value="{url}"' in page
    assert hooks(own_archive) == []


def test_address_too_long_is_refused_whole(own_archive: Archive) -> None:
    url = f"https://example.org/{'a' * 1_981}"
    status, page = send(own_archive.staff(), "/webhooks", url=url)
    assert (len(url), status) == (2_001, 422)
    assert "2000" in page.partition('role="alert"')[2].partition("</p>")[0]
    assert f'value="{url}"' in page
    assert hooks(own_archive) == []
    assert send(own_archive.staff(), "/webhooks", url=url[:-1])[0] == 302


def test_address_sent_twice_is_one_webhook(own_archive: Archive) -> None:
    admin = own_archive.staff()
    assert send(admin, "/webhooks", url=URL)[0] == 302
    status, page = send(admin, "/webhooks", url=URL)
    assert status == 409
    assert f"Đã có webhook với địa chỉ {URL}" in page.partition('role="alert"')[2].partition("</p>")[0]
    assert len(hooks(own_archive)) == 1


def test_message_is_tried_and_sent_again(own_archive: Archive) -> None:
    admin = own_archive.staff()
    send(admin, "/webhooks", url=URL)
    (hook,) = hooks(own_archive)
    assert send(admin, f"/webhooks/{hook.id}/test")[0] == 302
    assert "tin thử" in look(admin, f"/webhooks/{hook.id}")
    sending = take_delivery(own_archive.registry)
    assert sending is not None
    end_attempt(own_archive.registry, sending, status=200, error=None)
    page = look(admin, f"/webhooks/{hook.id}")
    assert "trả lời 200" in page
    assert "1 lần" in page
    assert "trả lời 200" in look(admin)
    assert send(admin, f"/webhooks/{hook.id}/deliveries/{delivery(own_archive).id}/send-again")[0] == 302
    assert delivery(own_archive).state == "waiting"


def test_removed_webhook_is_gone_with_what_waits(own_archive: Archive) -> None:
    admin = own_archive.staff()
    send(admin, "/webhooks", url=URL)
    (hook,) = hooks(own_archive)
    send(admin, f"/webhooks/{hook.id}/test")
    assert send(admin, f"/webhooks/{hook.id}/remove")[0] == 302
    assert "example.org" not in look(admin)
    assert admin.get(f"/webhooks/{hook.id}").status_code == 404
    assert take_delivery(own_archive.registry) is None


def test_corrector_and_forged_forms_change_nothing(own_archive: Archive) -> None:
    with own_archive.registry.write() as session:
        add_user(session, "minh", PASSWORD, role=CORRECTOR)
    corrector = own_archive.staff("minh")
    assert corrector.get("/webhooks").status_code == 403
    assert "/webhooks" not in look(corrector, "/account")
    assert "/webhooks" in look(own_archive.staff(), "/account")
    assert send(corrector, "/webhooks", url=URL)[0] == 403
    assert own_archive.staff().post("/webhooks", data={"url": URL}).status_code == 400
    assert hooks(own_archive) == []
