"""What a bare level word stands for is weighed once for all units that ask, and again when another place is named."""

from __future__ import annotations

from nlp.places.home_places import Home


def _home(*named: tuple[str, float, int]) -> Home:
    home = Home()
    for value, weight, at in named:
        home.vote(value, weight, at)
    return home


def test_the_heaviest_place_of_a_level_is_meant_or_the_last_named_of_several() -> None:
    home = _home(("huyện Mỹ Đức", 9, 2), ("huyện Ba Vì", 2, 20))

    assert home.resolve("huyện", 30) == "huyện Mỹ Đức"

    home.vote("huyện Ba Vì", 7, 40)
    assert [home.resolve("huyện", at) for at in (1, 10, 50)] == ["huyện Mỹ Đức", "huyện Mỹ Đức", "huyện Ba Vì"]


def test_a_level_is_weighed_once_until_another_vote() -> None:
    home = _home(("huyện Mỹ Đức", 9, 2))
    assert (home.resolve("huyện", 30), home.best("district")) == ("huyện Mỹ Đức", "huyện Mỹ Đức")

    home.votes["district"] = {"huyện Ba Vì": 20}
    assert (home.resolve("huyện", 30), home.best("district")) == ("huyện Mỹ Đức", "huyện Mỹ Đức")

    home.vote("huyện Ba Vì", 1)
    assert (home.resolve("huyện", 30), home.best("district")) == ("huyện Ba Vì", "huyện Ba Vì")


def test_the_commune_whose_page_it_is_is_meant_else_that_named_last() -> None:
    home = _home(("xã An Phú", 8, 2), ("xã Tân Lập", 2, 20))

    assert [home.resolve("xã", at) for at in (1, 10, 30)] == ["xã An Phú", "xã An Phú", "xã Tân Lập"]

    home.main_kind = "ward"
    assert home.resolve("xã", 30) == "xã An Phú"
    assert _home(("xã An Phú", 1, 2)).resolve("thị trấn", 30) == ""
