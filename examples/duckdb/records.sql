-- The records of a run, `eenvorm convert … -o uit --by body`, and views on them: `duckdb -init examples/duckdb/records.sql`.
-- They are lines of JSON; of parts in Parquet it is records-parquet.sql.
-- The folder is `uit`; set it to another before reading this file: `SET VARIABLE uit = 'elders';`
SET VARIABLE uit = coalesce(getvariable('uit'), 'uit');

CREATE OR REPLACE VIEW records AS
SELECT *
FROM read_json(
    getvariable('uit') || '/body=*/part-*.ndjson',
    format = 'newline_delimited', hive_partitioning = true,
    -- A record of a large form is long.
    maximum_object_size = 67108864,
    -- The columns are named, so that their types never depend on which answers happen to be given.
    columns = {
        schema: 'INTEGER', id: 'VARCHAR', made_with: 'JSON', pseudonym: 'VARCHAR', form: 'JSON', source: 'JSON',
        data: 'JSON', findings: 'JSON'
    }
);

-- A row a goal. `id` tells of which record, `pseudonym` of which client where the run had a key. A row that the form left open
-- between two others holds its place in the list as `{}`, and is none.
CREATE OR REPLACE VIEW doelen AS
SELECT
    records.id,
    pseudonym,
    form ->> '$.body' AS body,
    source ->> '$.file' AS bestand,
    doel.value ->> '$.doel' AS doel,
    try_cast(doel.value ->> '$.uren' AS DOUBLE) AS uren
FROM records, json_each(records.data, '$.doelen') AS doel
WHERE CAST(doel.value AS VARCHAR) <> '{}';

-- A row an entry of the hours log.
CREATE OR REPLACE VIEW uren AS
SELECT
    records.id,
    pseudonym,
    form ->> '$.body' AS body,
    source ->> '$.file' AS bestand,
    try_cast(uur.value ->> '$.datum' AS DATE) AS datum,
    try_cast(uur.value ->> '$.duur' AS DOUBLE) AS uren,
    uur.value ->> '$.activiteit' AS activiteit
FROM records, json_each(records.data, '$.uren') AS uur
WHERE CAST(uur.value AS VARCHAR) <> '{}';

-- The forms of a client beside each other, in a run with `--pseudonym-key`.
CREATE OR REPLACE VIEW clienten AS
SELECT
    pseudonym,
    count(*) AS formulieren,
    count(DISTINCT form ->> '$.body') AS instanties,
    list(DISTINCT form ->> '$.kind' ORDER BY form ->> '$.kind') AS soorten
FROM records
WHERE pseudonym IS NOT NULL
GROUP BY pseudonym;

-- What Spark counts too (examples/spark/records.py).
CREATE OR REPLACE VIEW totals AS
SELECT
    (SELECT count(*) FROM records) AS records,
    (SELECT count(DISTINCT id) FROM records) AS ids,
    (SELECT count(*) FROM doelen) AS doelen,
    (SELECT count(*) FROM uren) AS uren,
    (SELECT round(coalesce(sum(uren), 0), 2) FROM uren) AS som_uren,
    (SELECT count(*) FROM clienten) AS clienten;
