"""Reads a folder of forms on Spark: the binary runs on each partition. Needs Java 17 or later and `pip install pyspark`.

    python convert.py FOLDER OUT [PARTITIONS] [OPTION OF eenvorm convert …]

The records come as lines of JSON in OUT. With `--pseudonym-key FILE` they hold no person; FILE must be on every machine.
`EENVORM` names the binary, where it is not on the path.
"""

import os
import pathlib
import subprocess
import sys

from pyspark.sql import SparkSession


def reader(options):
    """What makes the records of one partition, as lines of JSON."""
    program = os.environ.get("EENVORM", "eenvorm")

    def convert(paths):
        names = "\0".join(paths)
        if not names:
            return []
        command = [program, "convert", "--files-from", "-", "--quiet", *options]
        run = subprocess.run(command, input=names.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        # 1 says that a form has an error, which its record tells; 2 that nothing could be done.
        if run.returncode not in (0, 1):
            raise RuntimeError(f"eenvorm ended with {run.returncode}: {run.stderr.decode()[-500:]}")
        return run.stdout.decode().splitlines()

    return convert


def main(folder, out, partitions=8, *options):
    spark = SparkSession.builder.appName("eenvorm").getOrCreate()
    files = sorted(str(path) for path in pathlib.Path(folder).rglob("*") if path.is_file())
    lines = spark.sparkContext.parallelize(files, int(partitions)).mapPartitions(reader(options))
    lines.saveAsTextFile(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
