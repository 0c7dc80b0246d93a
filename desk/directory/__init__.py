"""Read the directory file: the district's towers, grids, units, services and people, all of it or nothing."""

from desk.directory.mistakes import Mistake, Mistakes
from desk.directory.reading import read

__all__ = ["Mistake", "Mistakes", "read"]
