"""Wards of a hospital, which a page names before it tells whose they are: `Khoa Nhi`, `Khoa Cấp cứu`."""

from __future__ import annotations

from nlp.known_names import KnownNames
from nlp.unit_kinds import holds

WARDS = (
    "Khoa Nhi", "Khoa Nội", "Khoa Ngoại", "Khoa Sản", "Khoa Phụ", "Khoa Cấp cứu", "Khoa Hồi sức", "Khoa Dược",
    "Khoa Khám", "Khoa Truyền nhiễm", "Khoa Xét nghiệm", "Khoa Chẩn đoán", "Khoa Chấn thương", "Khoa Tim mạch",
    "Khoa Thận", "Khoa Ung bướu", "Khoa Mắt", "Khoa Răng", "Khoa Tai", "Khoa Gây mê", "Khoa Phẫu thuật",
    "Khoa Đông y", "Khoa Y học cổ truyền", "Khoa Lão", "Khoa Da liễu", "Khoa Dinh dưỡng", "Khoa Kiểm soát nhiễm khuẩn",
    "Khoa Vi sinh", "Khoa Huyết học", "Khoa Giải phẫu bệnh", "Khoa Thần kinh", "Khoa Phục hồi chức năng",
)  # fmt: skip
"""How the names of wards begin; those of a faculty of medicine stand beside their university."""
HOSPITALS = ("Bệnh viện", "Trung tâm Y tế")


def is_ward(name: str) -> bool:
    """Whether a name is that of a hospital's ward."""
    return name.startswith(WARDS)


def hospital_of(name: str, holder: str, known: KnownNames) -> str:
    """The hospital of the ward `name`: `holder` where it is none of a school, else that which the page names most."""
    if holder and not holds(holder, "in_school"):
        return holder
    return next(filter(None, map(known.best, HOSPITALS)), "")
