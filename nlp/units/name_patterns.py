"""Forms of names that tell what a unit belongs to: numbers, areas of courts, quarters of communes."""

import re

PARTY = re.compile(r"^(?:Đảng bộ|Đảng ủy) ")
AREA_COURT = re.compile(r"(?:Tòa án|Viện kiểm sát) nhân dân khu vực \d+$")
"""Courts and prosecutors since July 2025, whose name goes on with their province."""
QUARTER = re.compile(r"(?:^|\s)(?:tổ dân phố|khối|khu phố|khóm|ấp|thôn|khu vực|khu)(?: số)? \d+[A-Z]?$", re.I)
"""A quarter of a commune told by its number: those of other communes bear the same."""
NUMBERED = re.compile(r"\d|\b[IVX]+\b")
ZONE = re.compile(r"(?:[Kk]hu tự trị|Liên khu) \S.*$")
"""The zones above the provinces of former days, which bodies of a `Khu` belong to."""
