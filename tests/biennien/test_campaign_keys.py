"""Names that differ only in what stands before the quoted name are those of one campaign."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from biennien.registry.database import Registry
from biennien.registry.keys import fold_key, former_key, identity_key, made_id
from biennien.registry.name_making import ensure_named
from biennien.registry.tables import Campaign

PLAIN = "phong trào thi đua “Đồng Khởi mới”"


@pytest.mark.parametrize(
    "name",
    [
        "Đợt thi đua đặc biệt “Đồng khởi mới”", 'đợt thi đua cao điểm với chủ đề "Đồng Khởi mới"',
        "chiến dịch 100 ngày đêm “Đồng Khởi mới”", "phong trào thi đua yêu nước “Đồng Khởi mới”",
        "đợt thi đua bốn tháng, lấy khẩu hiệu: “Đồng Khởi mới”",
    ],
)  # fmt: skip
def test_words_before_the_quoted_name_make_no_other_campaign(name: str) -> None:
    assert identity_key(name) == identity_key(PLAIN) == "đồng khởi mới"


@pytest.mark.parametrize(
    "name",
    [
        "phong trào nông dân “Đồng Khởi mới”", "đợt thi đua chào mừng 45 năm chiến thắng “Đồng Khởi mới”",
        "phong trào Đồng Khởi mới “xanh”", "phong trào thi đua đặc biệt Đồng Khởi mới",
    ],
)  # fmt: skip
def test_other_words_before_it_do(name: str) -> None:
    assert identity_key(name) != identity_key(PLAIN)


def test_campaign_of_an_older_registry_keeps_its_id(registry: Registry) -> None:
    older, moment = "đợt thi đua đặc biệt “Đồng Khởi mới”", datetime(2026, 1, 1, tzinfo=UTC)
    key = former_key(older)
    kept = made_id("c", key)
    with registry.write() as session:
        session.add(
            Campaign(id=kept, key=key, name=older, folded=fold_key(older), created_at=moment, updated_at=moment)
        )  # fmt: skip
    with registry.write() as session:
        assert ensure_named(session, Campaign, [(older, None)]) == {identity_key(PLAIN): kept}
    with registry.write() as session:
        assert ensure_named(session, Campaign, [(PLAIN, None)])[identity_key(PLAIN)] != kept
