"""Records as a table, with views for goals and hours, and what is counted of them.

    python records.py [--parquet] PATH…        prints the totals as one line of JSON

PATH is a file, a folder or a glob, of lines of JSON or, with `--parquet`, of Parquet (`eenvorm convert … --to parquet`). The columns
are named here, so that their types never depend on which answers happen to be given; those of Parquet stand in its files too.
"""

import json
import sys

from pyspark.sql import SparkSession
from pyspark.sql import functions as f
from pyspark.sql import types as t

TEXT = t.StringType()


def struct(**fields):
    return t.StructType([t.StructField(name, kind) for name, kind in fields.items()])


GOAL = struct(doel=TEXT, uren=t.DoubleType())
HOUR = struct(datum=TEXT, duur=t.DoubleType(), activiteit=TEXT)
RECORD = struct(
    schema=t.IntegerType(),
    id=TEXT,
    pseudonym=TEXT,
    form=struct(id=TEXT, body=TEXT, kind=TEXT, version=TEXT),
    source=struct(file=TEXT, sha256=TEXT),
    # A row as its text: one that the form left open between two others holds its place as `{}`, and is none.
    data=struct(doelen=t.ArrayType(TEXT), uren=t.ArrayType(TEXT)),
)
# In Parquet a date is a date, and the answers are columns beside `form`.
HOUR_IN_PARQUET = struct(datum=t.DateType(), duur=t.DoubleType(), activiteit=TEXT)
IN_PARQUET = struct(
    id=TEXT,
    pseudonym=TEXT,
    form=struct(id=TEXT, body=TEXT, kind=TEXT, version=TEXT),
    source=struct(file=TEXT, sha256=TEXT),
    doelen=t.ArrayType(GOAL),
    uren=t.ArrayType(HOUR_IN_PARQUET),
)


def views(spark, paths, parquet=False):
    """The views `records`, `doelen` and `uren`."""
    reader = spark.read.schema(IN_PARQUET if parquet else RECORD)
    records = reader.parquet(*paths) if parquet else reader.json(list(paths))
    within = "" if parquet else "data."
    records.createOrReplaceTempView("records")
    for name, row in [("doelen", GOAL), ("uren", HOUR)]:
        columns = row.fieldNames()
        rows = records.select("id", "pseudonym", f.col("form.body").alias("body"), f.explode(f"{within}{name}").alias("rij"))
        if not parquet:
            rows = rows.filter(f.col("rij") != "{}").withColumn("rij", f.from_json("rij", row))
        rows.select("id", "pseudonym", "body", *[f.col(f"rij.{column}") for column in columns]).createOrReplaceTempView(name)


def totals(spark):
    return spark.sql("""
        SELECT (SELECT count(*) FROM records) AS records,
               (SELECT count(DISTINCT id) FROM records) AS ids,
               (SELECT count(*) FROM doelen) AS doelen,
               (SELECT count(*) FROM uren) AS uren,
               (SELECT round(coalesce(sum(duur), 0), 2) FROM uren) AS som_uren,
               (SELECT count(DISTINCT pseudonym) FROM records) AS clienten
    """).first().asDict()


if __name__ == "__main__":
    session = SparkSession.builder.appName("eenvorm").getOrCreate()
    arguments = sys.argv[1:]
    in_parquet = arguments[:1] == ["--parquet"]
    views(session, arguments[in_parquet:], in_parquet)
    print(json.dumps(totals(session)))
