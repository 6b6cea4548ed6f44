"""Several rows of another table in one value of a statement, alike on SQLite and PostgreSQL."""

from __future__ import annotations

from typing import Any

from django.db.models import F, JSONField, QuerySet, Subquery

SQLITE = "(SELECT json_group_array(json_array(%(cells)s)) FROM (%(subquery)s) gathered)"
POSTGRESQL = "(SELECT COALESCE(jsonb_agg(jsonb_build_array(%(cells)s)), '[]'::jsonb) FROM (%(subquery)s) gathered)"


class Gathered(Subquery):
    """The rows of a query as a list of lists, one cell for each of the columns named.

    For statements that are counted: what is read under a lock is read in one go. A cell comes as the table
    holds it: sealed columns stay sealed, and dates are texts.
    """

    def __init__(self, queryset: QuerySet, *columns: str) -> None:
        self.names = [f"cell{number}" for number, _column in enumerate(columns)]
        cells = {name: F(column) for name, column in zip(self.names, columns, strict=True)}
        super().__init__(queryset.values(**cells), output_field=JSONField())

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """As a JSON text, which the field reads."""
        return self.as_sql(compiler, connection, template=SQLITE, cells=self._cells(), **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """As binary JSON; no rows are an empty list there too."""
        return self.as_sql(compiler, connection, template=POSTGRESQL, cells=self._cells(), **context)

    def _cells(self) -> str:
        return ", ".join(f'gathered."{name}"' for name in self.names)
