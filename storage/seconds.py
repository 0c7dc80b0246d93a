"""The database's own clock, which no test or demo moves and all processes share."""

from typing import Any

from sqlalchemy import Float
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class _Seconds(FunctionElement[float]):
    """Seconds since 1970 at the moment at which the statement runs."""

    type = Float()
    inherit_cache = True


@compiles(_Seconds)
def _on_postgresql(_element: _Seconds, _compiler: SQLCompiler, **_how: Any) -> str:
    return "extract(epoch FROM clock_timestamp())::double precision"  # now() would be the transaction's beginning


@compiles(_Seconds, "sqlite")
def _on_sqlite(_element: _Seconds, _compiler: SQLCompiler, **_how: Any) -> str:
    return "((julianday('now') - 2440587.5) * 86400.0)"


SECONDS: Any = _Seconds()  # may be given to a row's column of numbers, hence Any
