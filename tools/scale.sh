#!/usr/bin/env bash
# Do shares, parts, DuckDB and Spark count the same? Reads the fixtures with the binary and compares the totals.
#
#   tools/scale.sh [BINARY]        the binary is target/release/eenvorm, else target/debug/eenvorm
#
# Needs Python 3. DuckDB asks `pip install duckdb`, Spark `pip install pyspark` and Java 17 or later; what is missing is
# skipped, and that is said; so are parts in Parquet with a binary that was built without it. PYTHON names another Python, for instance that of a virtual environment. Spark takes a minute or
# two, and 1 GiB of memory beside that of Python.
set -euo pipefail
cd "$(dirname "$0")/.."

python=${PYTHON:-python3}
binary=${1:-target/release/eenvorm}
[ -x "$binary" ] || binary=target/debug/eenvorm
[ -x "$binary" ] || { echo "there is no binary: run cargo build first"; exit 2; }
command -v "$python" >/dev/null || { echo "there is no Python: name one with PYTHON"; exit 2; }
binary=$(realpath "$binary")
python=$(command -v "$python")
examples=$PWD/examples
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export EENVORM="$binary" EENVORM_NO_LIBREOFFICE=1 PYTHONPATH="$examples/spark"
# The workers of Spark are of the same Python as what starts them, and nothing is asked of the network.
export PYSPARK_PYTHON="$python" PYSPARK_DRIVER_PYTHON="$python" SPARK_LOCAL_IP=127.0.0.1
export PYSPARK_SUBMIT_ARGS="--conf spark.ui.enabled=false --conf spark.ui.showConsoleProgress=false pyspark-shell"

# The forms, with the scripts that made them and what else lies between forms. What is expected of them stands beside them
# as `FORM.xlsx.json`: those are records, which are read where they are named.
cp -r fixtures "$work/in"
find "$work/in" -name '*.*.json' -delete
cd "$work"

fail() { echo "NOT THE SAME: $*"; exit 1; }
same() { cmp -s "$1" "$2" || { diff "$1" "$2" | cut -c1-200 | head -n 4; fail "$3"; }; echo "same: $3"; }

# Runs a program; where it fails, what it said is shown: without the lines that only tell the way through Java.
try() {
    local code=0
    "$@" 2>"$work/said" || code=$?
    # 1 says that some form has an error, as some of the fixtures have.
    if [ $code -eq 0 ] || { [ "$1" = "$binary" ] && [ $code -eq 1 ]; }; then return; fi
    echo "FAILED with $code: $(basename "$1") ${*:2}" | cut -c1-300 >&2
    grep -v $'^\tat ' "$work/said" | tail -n 30 >&2 || true
    [ $code -ne 137 ] || echo "it was killed: there was too little memory, perhaps" >&2
    exit 1
}

try "$binary" convert in --quiet >whole
sort whole >whole.sorted
for of in 1 2 7; do
    : >shares
    for number in $(seq "$of"); do
        try "$binary" convert in --quiet --shard "$number/$of" >>shares
    done
    sort shares >shares.sorted
    same whole.sorted shares.sorted "$of shares and the whole"
done

head -c 32 /dev/urandom | base64 >key
try "$binary" convert in --quiet -o uit --by body --pseudonym-key key
if grep -qrF "$(cat key)" uit; then fail "the key is in the output"; fi
# Parquet is a feature of the program, which the releases have.
parquet=
if "$binary" convert in --quiet -o uit-parquet --by body --to parquet --pseudonym-key key 2>said || [ $? -eq 1 ]; then
    parquet=1
else
    grep -q "features parquet" said || { cat said >&2; exit 1; }
    echo "skipped: Parquet, for this binary was built without it (cargo build --features parquet)"
fi
total='import json,sys,duckdb
con = duckdb.connect()
# it would stand before the totals, on a slow machine
con.execute("SET enable_progress_bar = false")
con.execute("SET VARIABLE uit = $uit", {"uit": sys.argv[1]})
con.execute(open(sys.argv[2]).read())
cursor = con.execute("SELECT * FROM totals")
print(json.dumps(dict(zip([column[0] for column in cursor.description], cursor.fetchone()))))'
if "$python" -c 'import duckdb' 2>/dev/null; then
    try "$python" -c "$total" uit "$examples/duckdb/records.sql" >duckdb
    echo "DuckDB: $(cat duckdb)"
    if [ -n "$parquet" ]; then
        try "$python" -c "$total" uit-parquet "$examples/duckdb/records-parquet.sql" >duckdb-parquet
        same duckdb duckdb-parquet "the totals of DuckDB over lines of JSON and over Parquet"
    fi
else
    echo "skipped: DuckDB is not there (pip install duckdb)"
fi

if ! "$python" -c 'import pyspark' 2>/dev/null; then
    echo "skipped: Spark is not there (pip install pyspark)"
elif ! java -version >/dev/null 2>&1; then
    echo "skipped: Java is not there, and Spark runs on it"
else
    for partitions in 2 7; do
        try "$python" "$examples/spark/convert.py" in "spark-$partitions" "$partitions" --pseudonym-key "$work/key"
        try "$python" "$examples/spark/records.py" "spark-$partitions/part-*" >"totals-$partitions"
        echo "Spark, $partitions partitions: $(cat "totals-$partitions")"
        sort "spark-$partitions"/part-* >"lines-$partitions"
        try "$python" "$examples/spark/clients.py" "spark-$partitions/part-*" "clients-$partitions" "$partitions"
        sort "clients-$partitions"/part-* >"found-$partitions"
        echo "across forms, $partitions partitions: $(wc -l <"found-$partitions") findings"
    done
    same lines-2 lines-7 "the records of 2 and of 7 partitions"
    same found-2 found-7 "the findings across forms of 2 and of 7 partitions"
    cat uit/body=*/part-*.ndjson | sort >parts.sorted
    same parts.sorted lines-2 "the parts by body and the records of Spark"
    # What one run over all of these records says is what the partitions say together.
    grep '"pseudonym"' parts.sorted | try "$python" -c 'import sys, clients; print(*clients.check(sys.stdin.read().splitlines()), sep="\n")' | sort >found
    same found found-2 "the findings across forms of one run and of Spark"
    if [ -n "$parquet" ]; then
        try "$python" "$examples/spark/records.py" --parquet "uit-parquet/body=*/part-*.parquet" >totals-parquet
        same totals-2 totals-parquet "the totals of Spark over lines of JSON and over Parquet"
        try "$python" "$examples/spark/convert.py" in spark-parquet 7 --to parquet --pseudonym-key "$work/key"
        try "$python" "$examples/spark/records.py" --parquet "spark-parquet/part-*.parquet" >totals-parts
        same totals-2 totals-parts "the totals of Spark over lines of JSON and over Parquet that its partitions wrote"
    fi
    if [ -f duckdb ]; then
        same duckdb totals-2 "the totals of DuckDB and of Spark"
    fi
fi
echo "all that was run counts the same"
