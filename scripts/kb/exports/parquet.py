"""A table as an Apache Parquet file."""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from kb.exports.plan import Plan, Scalar

_TYPES = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64()}


def write(path: Path, plan: Plan, rows: Sequence[tuple[Scalar, ...]]) -> None:
    """Write a table, each column with its type and its description; the same bytes for the same rows."""
    fields = [
        pa.field(
            each.name,
            _TYPES[each.type],
            nullable=not each.required,
            metadata={"description": each.description},
        )
        for each in plan.columns
    ]
    arrays = [
        pa.array([row[place] for row in rows], type=field.type)
        for place, field in enumerate(fields)
    ]
    schema = pa.schema(fields, metadata={"description": plan.description})
    table = pa.Table.from_arrays(arrays, schema=schema)
    parquet.write_table(table, path, compression="zstd")
