#!/usr/bin/env bash
# Do shares, parts, DuckDB and Spark count the same? Reads the fixtures with the binary and compares the totals.
#
#   tools/scale.sh [BINARY]        the binary is target/release/eenvorm, else target/debug/eenvorm
#
# Needs Python 3. DuckDB asks `pip install duckdb`, Spark `pip install pyspark` and Java 17 or later; what is missing is
# skipped, and that is said. PYTHON names another Python, for instance that of a virtual environment.
set -euo pipefail
cd "$(dirname "$0")/.."

python=${PYTHON:-python3}
binary=${1:-target/release/eenvorm}
[ -x "$binary" ] || binary=target/debug/eenvorm
[ -x "$binary" ] || { echo "there is no binary: run cargo build first"; exit 2; }
binary=$(realpath "$binary")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export EENVORM="$binary" EENVORM_NO_LIBREOFFICE=1 PYTHONPATH="$PWD/examples/spark"

# 1 says that some form has an error, as some of the fixtures have.
eenvorm() { "$binary" "$@" || [ $? -eq 1 ]; }
fail() { echo "NOT THE SAME: $*"; exit 1; }
same() { cmp -s "$1" "$2" || fail "$3"; echo "same: $3"; }

eenvorm convert fixtures --quiet >"$work/whole" 2>"$work/log"
sort "$work/whole" >"$work/whole.sorted"
for of in 1 2 7; do
    : >"$work/shares"
    for number in $(seq "$of"); do
        eenvorm convert fixtures --quiet --shard "$number/$of" >>"$work/shares" 2>>"$work/log"
    done
    sort "$work/shares" >"$work/shares.sorted"
    same "$work/whole.sorted" "$work/shares.sorted" "$of shares and the whole"
done

head -c 32 /dev/urandom | base64 >"$work/key"
eenvorm convert fixtures --quiet -o "$work/uit" --by body --pseudonym-key "$work/key" 2>>"$work/log"
if grep -qrF "$(cat "$work/key")" "$work/uit"; then fail "the key is in the output"; fi
total='import json,sys,duckdb
con = duckdb.connect()
con.execute("SET VARIABLE uit = $uit", {"uit": sys.argv[1]})
con.execute(open("examples/duckdb/records.sql").read())
cursor = con.execute("SELECT * FROM totals")
print(json.dumps(dict(zip([column[0] for column in cursor.description], cursor.fetchone()))))'
if "$python" -c 'import duckdb' 2>/dev/null; then
    "$python" -c "$total" "$work/uit" >"$work/duckdb"
    echo "DuckDB: $(cat "$work/duckdb")"
else
    echo "skipped: DuckDB is not there (pip install duckdb)"
fi

if ! "$python" -c 'import pyspark' 2>/dev/null; then
    echo "skipped: Spark is not there (pip install pyspark)"
elif ! java -version 2>/dev/null; then
    echo "skipped: Java is not there, and Spark runs on it"
else
    for partitions in 2 7; do
        "$python" examples/spark/convert.py fixtures "$work/spark-$partitions" "$partitions" --pseudonym-key "$work/key" 2>>"$work/log"
        "$python" examples/spark/records.py "$work/spark-$partitions/part-*" 2>>"$work/log" | tail -1 >"$work/totals-$partitions"
        echo "Spark, $partitions partitions: $(cat "$work/totals-$partitions")"
        sort "$work/spark-$partitions"/part-* >"$work/lines-$partitions"
        "$python" examples/spark/clients.py "$work/spark-$partitions/part-*" "$work/clients-$partitions" "$partitions" 2>>"$work/log"
        sort "$work/clients-$partitions"/part-* >"$work/found-$partitions"
        echo "across forms, $partitions partitions: $(wc -l <"$work/found-$partitions") findings"
    done
    same "$work/lines-2" "$work/lines-7" "the records of 2 and of 7 partitions"
    same "$work/found-2" "$work/found-7" "the findings across forms of 2 and of 7 partitions"
    cat "$work/uit"/body=*/part-*.ndjson | sort >"$work/parts.sorted"
    same "$work/parts.sorted" "$work/lines-2" "the parts by body and the records of Spark"
    if [ -f "$work/duckdb" ]; then
        same "$work/duckdb" "$work/totals-2" "the totals of DuckDB and of Spark"
    fi
fi
