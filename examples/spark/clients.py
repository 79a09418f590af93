"""The second stage: what only the forms of a client beside each other show (`dubbel-formulier`,
`zelfde-client-verschilt`, `regel-te-lang`), over records that were made with `--pseudonym-key`.

    python clients.py GLOB OUT [PARTITIONS]

All records of a client come together by the pseudonym; then `eenvorm check` runs on each partition. Findings come as lines
of JSON in OUT.
"""

import json
import os
import subprocess
import sys

from pyspark.sql import SparkSession

ACROSS = {
    "dubbel-formulier",
    "meer-tegelijk",
    "regel-te-lang",
    "zelfde-client-verschilt",
    "zelfde-client-verschilt-even-nieuw",
}


def check(records):
    """The findings of one partition; those of one form by itself are in its record already."""
    lines = "\n".join(records)
    if not lines:
        return []
    command = [os.environ.get("EENVORM", "eenvorm"), "check", "-", "--messages", "json"]
    run = subprocess.run(command, input=lines.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if run.returncode not in (0, 1):
        raise RuntimeError(f"eenvorm ended with {run.returncode}: {run.stderr.decode()[-500:]}")
    found = (run.stdout + b"\n" + run.stderr).decode().splitlines()
    return [line for line in found if line.startswith("{") and json.loads(line).get("code") in ACROSS]


def main(records, out, partitions=8):
    spark = SparkSession.builder.appName("eenvorm").getOrCreate()
    lines = spark.sparkContext.textFile(records)
    by_client = lines.map(lambda line: (json.loads(line).get("pseudonym"), line)).filter(lambda pair: pair[0])
    together = by_client.partitionBy(int(partitions), lambda pseudonym: int(pseudonym[:8], 16))
    together.mapPartitions(lambda pairs: check(line for _, line in pairs)).saveAsTextFile(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
