"""Writes `mergers.tsv` and `wards.tsv` from the table of units that comes with underthesea.

Run by hand when that table changes: `python -m nlp.authority.build`.
Source: underthesea/address/data/mapping.json (Apache-2.0), itself from vietnamadminunits 1.0.4 (MIT).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from nlp.authority.rows import FOLDER
from nlp.build_places import load_table
from nlp.places.levels import level_of, levels

NOTE = "# Derived by nlp/authority/build.py from underthesea/address/data/mapping.json (Apache-2.0); do not edit.\n"
DITTO = "# An empty cell: as in the line above. `former` lists the communes that went into `ward` on 2025-07-01.\n"
NOTHING = "-"


def small_level(name: str) -> str:
    """The name with its level word in small letters, `''` for no name: `Thị Trấn Năm Căn` gives `thị trấn Năm Căn`."""
    plain = (level for level in levels() if level_of(level) == level)  # no `thị trấn nông trường`: it stands as a name
    for level in plain:
        if name.lower().startswith(level + " "):
            return level + name[len(level) :]
    if name:
        raise ValueError(f"no level word in {name!r}")
    return ""


def merger_lines(table: dict[str, Any]) -> list[tuple[str, ...]]:
    """name, successor: the provinces that ended in July 2025."""
    old, new = table["old_province_names"], table["province_names"]
    pairs = ((old[key]["name"], new[into]["name"]) for key, into in table["province_mapping"].items())
    return sorted((small_level(name), small_level(into)) for name, into in pairs if name != into)


def ward_lines(table: dict[str, Any]) -> list[tuple[str, ...]]:
    """province, ward, former province, former district, former communes; of the same place one after the other."""
    former: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in table["ward_mapping"]:
        names = (row["new_province"], row["new_ward"], row["old_province"], row["old_district"])
        former[tuple(map(small_level, names))].add(small_level(row["old_ward"]))
    return [(*key, "; ".join(sorted(filter(None, wards)))) for key, wards in sorted(former.items())]


def without_repeats(lines: Iterable[tuple[str, ...]]) -> Iterable[tuple[str, ...]]:
    """The lines with the leading cells that are as above left empty."""
    before: tuple[str, ...] = ()
    for line in lines:
        cells = tuple(cell or NOTHING for cell in line)
        same = next((at for at, (one, other) in enumerate(zip(cells, before, strict=False)) if one != other), 0)
        yield ("",) * same + cells[same:]
        before = cells


def tables() -> dict[str, str]:
    """The text of each file by its name."""
    table = load_table()
    mergers = "\n".join("\t".join(line) for line in merger_lines(table))
    wards = "\n".join("\t".join(line) for line in without_repeats(ward_lines(table)))
    head = "province\tward\tformer_province\tformer_district\tformer"
    return {
        "mergers.tsv": f"{NOTE}name\tsuccessor\n{mergers}\n",
        "wards.tsv": f"{NOTE}{DITTO}{head}\n{wards}\n",
    }


if __name__ == "__main__":
    for name, text in tables().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
