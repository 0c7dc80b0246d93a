"""HTML is read as the platform reads it, and what the platform would refuse is refused in its words."""

import html
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chatroom.markup import parse_html, to_html
from bot.chatroom.model import RoomPerson
from bot.chatroom.refusals import Refused
from bot.chatroom.text import tidy, utf16, with_found

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(ANY_TEXT)
def test_escaped_text_arrives_exactly_as_written(text: str) -> None:
    assert parse_html(html.escape(text, quote=False)) == (text, [])
    assert parse_html(html.escape(text).replace("&#x27;", "&#39;")) == (text, [])


@given(st.lists(st.tuples(st.sampled_from(["b", "i", "u", "s", "code", "pre", "tg-spoiler", "blockquote"]), ANY_TEXT)))
def test_what_is_written_back_reads_the_same(parts: list[tuple[str, str]]) -> None:
    source = "".join(f"<{tag}>{html.escape(text, quote=False)}</{tag}>" for tag, text in parts)
    read = parse_html(source)
    assert parse_html(to_html(*read)) == read
    assert read[0] == "".join(text for _, text in parts)


@given(st.text(st.sampled_from('<>/&;"= ab#1')))
def test_no_text_breaks_the_reader(source: str) -> None:
    with suppress(Refused):
        text, entities = parse_html(source)
        assert all(e["length"] > 0 and e["offset"] + e["length"] <= utf16(text) for e in entities)


def spans(source: str) -> list[tuple[str, int, int]]:
    return [(e["type"], e["offset"], e["length"]) for e in parse_html(source)[1]]


def test_offsets_count_utf16_units() -> None:
    assert spans("🔧🔧<b>电梯</b>") == [("bold", 4, 2)]


def test_every_known_tag_is_understood() -> None:
    source = (
        "<b>1</b><strong>2</strong><i>3</i><em>4</em><u>5</u><ins>6</ins><s>7</s><strike>8</strike><del>9</del>"
        '<code>a</code><pre>b</pre><span class="tg-spoiler">c</span><tg-spoiler>d</tg-spoiler>'
        "<blockquote>e</blockquote><blockquote expandable>f</blockquote><tg-emoji emoji-id='5'>g</tg-emoji>"
    )
    kinds = "bold bold italic italic underline underline strikethrough strikethrough strikethrough code pre spoiler "
    kinds += "spoiler blockquote expandable_blockquote custom_emoji"
    assert [(kind, length) for kind, _, length in spans(source)] == [(kind, 1) for kind in kinds.split()]


def test_nested_tags_keep_their_places() -> None:
    assert spans("<b>一<i>二</i></b>三") == [("bold", 0, 2), ("italic", 1, 1)]


def test_code_keeps_nothing_inside_and_pre_takes_the_language() -> None:
    assert spans("<code>a<b>b</b></code>") == [("code", 0, 2)]
    _, entities = parse_html('<pre><code class="language-python">x</code></pre>')
    assert entities == [{"type": "pre", "offset": 0, "length": 1, "language": "python"}]


def test_links_go_to_pages_and_to_people() -> None:
    wang = RoomPerson(1001, "王芳")
    known = {1001: wang}.get
    assert parse_html('<a href="https://a.cn/?x=1&amp;y=2">x</a>')[1][0]["url"] == "https://a.cn/?x=1&y=2"
    assert parse_html('<a href="tg://user?id=1001">王芳</a>', known)[1] == [
        {"type": "text_mention", "offset": 0, "length": 2, "user": wang}
    ]
    assert parse_html('<a href="tg://user?id=9">谁</a>', known) == ("谁", [])
    assert parse_html('<a href="">b</a>') == ("b", [])


def test_other_named_entities_and_lone_ampersands_stay_as_they_are() -> None:
    assert parse_html("&nbsp;&copy; A&B &#26085;&#x65e5; &#0; &lt")[0] == "&nbsp;&copy; A&B 日日 &#0; &lt"


@pytest.mark.parametrize(
    ("source", "mistake"),
    [
        ("<br>", 'Unsupported start tag "br" at byte offset 0'),
        ("梯<p>x</p>", 'Unsupported start tag "p" at byte offset 3'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a href>x</a>", 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'),
        ('<a ="x">x</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
    ],
)
def test_mistakes_are_named_with_their_place(source: str, mistake: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {mistake}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/report 电梯坏了", ["/report"]),
        ("请 /report@youlin_bot 看", ["/report@youlin_bot"]),
        ("/report电梯坏了", []),
        ("a/report", []),
        ("@youlin_bot 你好 @zhangwei", ["@youlin_bot", "@zhangwei"]),
        ("你好@youlin_bot", []),
        ("🔧 见 https://a.cn/x?y=1。谢谢", ["https://a.cn/x?y=1"]),
        ("#报修 空调 #128", ["#报修"]),
        ("https://a.cn/@zhang", ["https://a.cn/@zhang"]),
    ],
)
def test_commands_mentions_and_links_are_found(text: str, found: list[str]) -> None:
    units = text.encode("utf-16-le")
    places = [(e["offset"] * 2, (e["offset"] + e["length"]) * 2) for e in with_found(text, [])]
    assert [units[start:end].decode("utf-16-le") for start, end in places] == found


def test_both_ends_are_trimmed_and_entities_follow() -> None:
    text, entities = parse_html(" \n <b> 🔧x </b>\t ")
    assert tidy(text, entities) == ("🔧x", [{"type": "bold", "offset": 0, "length": 3}])
