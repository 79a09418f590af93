-- The records of a run, `eenvorm convert … -o uit --by body`, and views on them: `duckdb -init examples/duckdb/records.sql`.
-- The folder is `uit`; set it to another before reading this file: `SET VARIABLE uit = 'elders';`
SET VARIABLE uit = coalesce(getvariable('uit'), 'uit');

CREATE OR REPLACE VIEW records AS
SELECT *
FROM read_json(
    getvariable('uit') || '/body=*/part-*.ndjson',
    format = 'newline_delimited', hive_partitioning = true, union_by_name = true,
    -- The columns are named, so that their types never depend on which answers happen to be given.
    columns = {schema: 'INTEGER', form: 'JSON', source: 'JSON', data: 'JSON', findings: 'JSON'}
);

CREATE OR REPLACE VIEW doelen AS
SELECT
    form ->> '$.body' AS body,
    source ->> '$.file' AS bestand,
    doel.value ->> '$.doel' AS doel,
    try_cast(doel.value ->> '$.uren' AS DOUBLE) AS uren
FROM records, json_each(records.data, '$.doelen') AS doel;

CREATE OR REPLACE VIEW uren AS
SELECT
    form ->> '$.body' AS body,
    source ->> '$.file' AS bestand,
    try_cast(uur.value ->> '$.datum' AS DATE) AS datum,
    try_cast(uur.value ->> '$.duur' AS DOUBLE) AS uren,
    uur.value ->> '$.activiteit' AS activiteit
FROM records, json_each(records.data, '$.uren') AS uur;
