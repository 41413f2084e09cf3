"""What general tools find, told in the scheme's labels."""

from __future__ import annotations

from nlp.peers import named_entities


def test_named_entities_stand_where_the_text_has_them() -> None:
    text = "Chiều nay,\n  Bộ Giáo dục và Đào tạo làm việc tại Hà Nội.\nÔng Nguyễn Văn An phát biểu."
    found = {mention.label: mention for mention in named_entities("a", text).mentions}
    assert found["PLACE"].text == "Hà Nội"
    assert found["PERSON"].text == "Nguyễn Văn An"
    assert all(text[one.start : one.end] == one.text for one in found.values())
