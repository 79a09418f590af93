"""Reads a folder of forms on Spark: the binary runs on each partition. Needs Java 17 or later and `pip install pyspark`.

    python convert.py FOLDER OUT [PARTITIONS]
"""

import pathlib
import subprocess
import sys

from pyspark.sql import SparkSession


def convert(paths):
    """The records of one partition, as lines of JSON."""
    names = "\0".join(paths)
    if not names:
        return []
    run = subprocess.run(
        ["eenvorm", "convert", "--files-from", "-", "--quiet"], input=names.encode(), stdout=subprocess.PIPE
    )
    # 1 says that a form has an error, which its record tells; 2 that nothing could be done.
    if run.returncode not in (0, 1):
        raise RuntimeError(f"eenvorm ended with {run.returncode}")
    return run.stdout.decode().splitlines()


def main(folder, out, partitions=8):
    spark = SparkSession.builder.appName("eenvorm").getOrCreate()
    files = sorted(str(path) for path in pathlib.Path(folder).rglob("*") if path.is_file())
    records = spark.sparkContext.parallelize(files, int(partitions)).mapPartitions(convert)
    records.saveAsTextFile(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
