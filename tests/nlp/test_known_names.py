"""Which full name of a document explains a short one."""

from __future__ import annotations

from collections import Counter

from nlp.units.known_names import KnownNames
from nlp.units.owner import Systems


def known(**by_head: list[str]) -> KnownNames:
    names = {head.replace("_", " "): Counter(listed) for head, listed in by_head.items()}
    return KnownNames(sum(names.values(), Counter()), names)


def test_best_name_is_the_one_met_most_often() -> None:
    assert known(Sở=["Sở Y tế", "Sở Nội vụ", "Sở Nội vụ"]).best("Sở") == "Sở Nội vụ"


def test_longer_name_goes_on_with_a_word_or_comma() -> None:
    names = known(Ban=["Ban Dân vận Tỉnh ủy", "Ban Dân vận, Mặt trận", "Ban Dân vận, Mặt trận", "Ban Dân vậnx"])
    assert names.longer("Ban Dân vận") == "Ban Dân vận, Mặt trận"
    assert names.longer("Ban Dân") == "Ban Dân vận, Mặt trận"
    assert names.longer("Ban Dân tộc") == ""


def test_numbered_cluster_is_found_by_its_number() -> None:
    names = known(Cụm=["Cụm thi đua số VI các sở", "Cụm thi đua số VII các huyện"])
    assert names.numbered("Cụm VII", "Cụm", cluster=True) == "Cụm thi đua số VII các huyện"
    assert names.numbered("Cụm V", "Cụm", cluster=True) == ""


def test_board_is_found_by_first_letters() -> None:
    names = known(Ban=["Ban Chính sách Kinh tế - Xã hội", "Ban Tổ chức"])
    assert names.numbered("Ban CSKTXH", "Ban", cluster=False) == "Ban Chính sách Kinh tế - Xã hội"
    assert names.numbered("Ban CS", "Ban", cluster=False) == ""


def test_party_committee_takes_the_name_of_its_organisation() -> None:
    assert known(Đảng_bộ=["Đảng bộ xã Hòa Bình"]).twin("Đảng ủy") == "Đảng ủy xã Hòa Bình"
    assert known(Đảng_bộ=["Đảng bộ xã Hòa Bình"]).twin("Sở") == ""


def test_system_of_several_places_is_counted_once() -> None:
    courts = known(Tòa_án_nhân_dân=[f"Tòa án nhân dân tỉnh {place}" for place in ("Cà Mau", "Lai Châu", "Phú Yên")])
    systems = Systems()
    assert systems[courts, ""] == "Tòa án nhân dân"
    courts.by_head = {}
    assert systems[courts, ""] == "Tòa án nhân dân"
    assert systems[known(), ""] == ""
