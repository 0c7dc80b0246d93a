"""How files are put into messages: those that the platform shows together go together."""

from bot.albums import albums
from desk.values import File


def files(kinds: str) -> list[File]:
    names = {"p": "photo", "v": "video", "d": "document", "a": "audio", "s": "voice", "l": "location"}
    return [File(names[kind], f"{kind}{number}", f"{kind}{number}") for number, kind in enumerate(kinds)]


def test_what_goes_together_is_one_album_of_ten_at_most() -> None:
    parts = ["".join(file.kind[0] for file in part) for part in albums(files("p" * 12 + "v"))]
    assert parts == ["p" * 10, "ppv"]


def test_kinds_that_do_not_mix_are_messages_of_their_own_and_none_is_lost() -> None:
    given = files("pdslpads")
    parts = albums(given)
    assert [[file.kind for file in part] for part in parts] == [
        ["photo", "photo"], ["document", "document"], ["voice"], ["location"], ["audio"], ["voice"],
    ]  # fmt: skip
    assert {file for part in parts for file in part} == {*given}
