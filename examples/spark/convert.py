"""Reads a folder of forms on Spark: the binary runs on each partition. Needs Java 17 or later and `pip install pyspark`.

    python convert.py FOLDER OUT [PARTITIONS] [OPTION OF eenvorm convert …]

The records come as lines of JSON in OUT; with `--to parquet`, of a binary that writes it (those of releases do), as a file of
Parquet a partition, in a folder OUT that every machine reaches under that name. OUT must be new or empty. With `--pseudonym-key FILE` they hold no person; FILE must be on every machine.
`EENVORM` names the binary, where it is not on the path.
"""

import os
import pathlib
import subprocess
import sys

from pyspark.sql import SparkSession


def run_on(paths, options):
    """Runs the binary on the files of one partition; what it writes to standard output."""
    names = "\0".join(paths)
    if not names:
        return b""
    command = [os.environ.get("EENVORM", "eenvorm"), "convert", "--files-from", "-", "--quiet", *options]
    run = subprocess.run(command, input=names.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    # 1 says that a form has an error, which its record tells; 2 that nothing could be done.
    if run.returncode not in (0, 1):
        raise RuntimeError(f"eenvorm ended with {run.returncode}: {run.stderr.decode()[-500:]}")
    return run.stdout


def writer(out, options):
    """What writes the records of one partition to a file of Parquet, and tells its name."""
    out = os.path.abspath(out)

    def convert(number, paths):
        part = os.path.join(out, f"part-{number:05}.parquet")
        run_on(paths, [*options, "-o", part, "--force"])
        return [part] if os.path.exists(part) else []

    return convert


def main(folder, out, partitions=8, *options):
    spark = SparkSession.builder.appName("eenvorm").getOrCreate()
    files = sorted(str(path) for path in pathlib.Path(folder).rglob("*") if path.is_file())
    dealt = spark.sparkContext.parallelize(files, int(partitions))
    if "parquet" in options:
        # parts of an earlier run with more partitions would be read with those of this one
        if os.path.isdir(out) and os.listdir(out):
            sys.exit(f"{out} holds something already: name another folder, or empty this one")
        os.makedirs(out, exist_ok=True)
        dealt.mapPartitionsWithIndex(writer(out, options)).collect()
    else:
        dealt.mapPartitions(lambda paths: run_on(paths, options).decode().splitlines()).saveAsTextFile(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
