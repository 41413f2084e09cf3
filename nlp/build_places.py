"""Writes `lexicons/provinces.tsv` and `lexicons/districts.tsv` from the table of units that comes with underthesea.

Run by hand when that table changes: `python -m nlp.build_places`. Wards are left out: 10,000 of them share 7,500
names, and a bare ward name is no place; with its level word it is found without a list.
Source: underthesea/address/data/mapping.json (Apache-2.0), itself from vietnamadminunits 1.0.4 (MIT).
"""

from __future__ import annotations

import importlib.util
import json
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "lexicons"
TABLE = "address/data/mapping.json"
SOURCE = "underthesea mapping.json"
NOTE = f"# Derived by nlp/build_places.py from underthesea/{TABLE} (Apache-2.0); do not edit, additions go beside it.\n"
MERGER = "2025-07-01"
LEVELS = ("Thành phố", "Thị xã", "Tỉnh", "Huyện", "Quận")


def split_level(name: str) -> tuple[str, str]:
    """The level word in lower case and the bare name: `Huyện Mỹ Đức` gives `huyện`, `Mỹ Đức`."""
    for level in LEVELS:
        if name.lower().startswith(level.lower() + " "):
            return level.lower(), name[len(level) + 1 :]
    raise ValueError(f"no level word in {name!r}")


def load_table() -> dict[str, Any]:
    """The table as it ships, without importing the library."""
    spec = importlib.util.find_spec("underthesea")
    assert spec is not None and spec.origin is not None, "underthesea is a dependency"
    text = (Path(spec.origin).parent / TABLE).read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(unicodedata.normalize("NFC", text))
    return table


def province_rows(table: dict[str, Any]) -> list[tuple[str, ...]]:
    """form, value, kind, ambiguous, valid, source of every province before and after July 2025."""
    new = {entry["name"] for entry in table["province_names"].values()}
    old = {entry["name"] for entry in table["old_province_names"].values()}
    rows = []
    for name in old | new:
        level, short = split_level(name)
        valid = "" if name in old & new else f"{MERGER}/.." if name in new else f"../{MERGER}"
        rows.append((short, f"{level} {short}", level, "", valid, SOURCE))
    return sorted(rows)


def district_rows(table: dict[str, Any]) -> list[tuple[str, ...]]:
    """The same columns for districts, which ended in July 2025; `kind` is the province, `ambiguous` a shared name."""
    provinces = {split_level(entry["name"])[1] for entry in table["old_province_names"].values()}
    pairs = {(row["old_district"], row["old_province"]) for row in table["ward_mapping"] if row["old_district"]}
    names = Counter(split_level(district)[1] for district, _ in pairs)
    rows = []
    for district, province in pairs:
        level, short = split_level(district)
        shared = names[short] > 1 or short in provinces or " " not in short
        kind = " ".join(split_level(province))
        rows.append((short, f"{level} {short}", kind, "yes" if shared else "", f"../{MERGER}", SOURCE))
    return sorted(rows)


def write(name: str, rows: list[tuple[str, ...]]) -> None:
    """Write one lexicon in the common form."""
    lines = ["form\tvalue\tkind\tambiguous\tvalid\tsource", *("\t".join(row) for row in rows)]
    (FOLDER / f"{name}.tsv").write_text(NOTE + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    data = load_table()
    write("provinces", province_rows(data))
    write("districts", district_rows(data))
