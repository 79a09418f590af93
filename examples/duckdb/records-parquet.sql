-- The same as records.sql over parts in Parquet, `eenvorm convert … -o uit --by body --to parquet`, of a program that writes it.
-- The columns and their types stand in the files: a date is a date, a group of rows is a list.
-- The folder is `uit`; set it to another before reading this file: `SET VARIABLE uit = 'elders';`
SET VARIABLE uit = coalesce(getvariable('uit'), 'uit');

CREATE OR REPLACE VIEW records AS
SELECT *
FROM read_parquet(getvariable('uit') || '/body=*/part-*.parquet', hive_partitioning = true);

-- A row a goal. `id` tells of which record, `pseudonym` of which client where the run had a key.
CREATE OR REPLACE VIEW doelen AS
SELECT id, pseudonym, form.body AS body, source.file AS bestand, doel.doel AS doel, doel.uren AS uren
FROM (SELECT id, pseudonym, form, source, unnest(doelen) AS doel FROM records);

-- A row an entry of the hours log.
CREATE OR REPLACE VIEW uren AS
SELECT
    id,
    pseudonym,
    form.body AS body,
    source.file AS bestand,
    uur.datum AS datum,
    uur.duur AS uren,
    uur.activiteit AS activiteit
FROM (SELECT id, pseudonym, form, source, unnest(uren) AS uur FROM records);

-- The forms of a client beside each other, in a run with `--pseudonym-key`.
CREATE OR REPLACE VIEW clienten AS
SELECT
    pseudonym,
    count(*) AS formulieren,
    count(DISTINCT form.body) AS instanties,
    list(DISTINCT form.kind ORDER BY form.kind) AS soorten
FROM records
WHERE pseudonym IS NOT NULL
GROUP BY pseudonym;

-- What records.sql counts too, and Spark (examples/spark/records.py).
CREATE OR REPLACE VIEW totals AS
SELECT
    (SELECT count(*) FROM records) AS records,
    (SELECT count(DISTINCT id) FROM records) AS ids,
    (SELECT count(*) FROM doelen) AS doelen,
    (SELECT count(*) FROM uren) AS uren,
    (SELECT round(coalesce(sum(uren), 0), 2) FROM uren) AS som_uren,
    (SELECT count(*) FROM clienten) AS clienten;
