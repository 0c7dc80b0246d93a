"""Read a directory file all or nothing, and name every mistake in it."""

from desk.directory.entries import Directory
from desk.directory.making import directory_of
from desk.directory.mistakes import Mistake, Mistakes
from desk.directory.sections import DIRECTORY, FILE
from desk.directory.shapes import Entry
from desk.directory.sheet import Place, Sheet
from desk.directory.yaml_nodes import Mapping, compose


def read(text: str) -> Directory:
    """The directory that the YAML `text` describes; raises Mistakes, which names all that is wrong, in file order."""
    node = compose(text)
    if not isinstance(node, Mapping):
        raise Mistakes([Mistake(node.line, "", "file_not_a_mapping")])
    sheet = Sheet()
    root = DIRECTORY(Place(node, "", sheet))
    sheet.settle(unread=_unread(root))
    if sheet.mistakes:
        raise Mistakes(sorted(sheet.mistakes, key=lambda mistake: mistake.line))
    return directory_of(root)


def _unread(root: Entry) -> set[str]:
    """Sections that stand in the file but could not be read at all."""
    return {section for section in FILE if section in root.at and section not in root.values}
