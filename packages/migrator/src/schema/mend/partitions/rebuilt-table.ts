import { cutName, MAX_NAME_BYTES } from '../../../sql/names/cut-name.ts';
import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import { type DraftStatement, qualifiedName } from '../../change/draft-statement.ts';
import { type SchemaEntity, tableOf } from '../../entity/schema-entity.ts';
import type { TableKey } from '../../entity/table-key.ts';
import { writtenColumns } from './written-columns.ts';

/** The statements that rebuild a table around its new definition. Names of keys, indexes and sequences become free. */
export interface RebuiltTable {
  /** Moves the old table into its own schema. */
  readonly first: readonly DraftStatement[];
  /** The state with the columns and primary key of the new table; the rest is added after the rows. */
  readonly bare: readonly SchemaEntity[];
  readonly without: readonly SchemaEntity[];
  /** Copies rows, positions of sequences, owner and privileges, and drops the old table. */
  readonly last: readonly DraftStatement[];
}

const BARE: ReadonlySet<string> = new Set(['table', 'column', 'primary-key']);

export function rebuiltTable(table: TableKey, state: readonly SchemaEntity[]): RebuiltTable {
  const own = state.filter((entity) => tableOf(entity) === table);
  const others = state.filter((entity) => tableOf(entity) !== table);
  const aside = `${cutName(table.name, MAX_NAME_BYTES - 7)}_moving`;
  const [old, now] = [qualifiedName(aside, table.name), qualifiedName(table.schema, table.name)];
  const columns = writtenColumns(table, state).map(quoteIdentifier).join(', ');
  return {
    first: [
      {
        sql: refusal(table, own),
        comment: [
          `${table.path} is rebuilt: its rows are copied while it is locked for reading and writing. What is not declared`,
          'and a new table would not have is refused here, before anything happens.',
        ],
      },
      { sql: `CREATE SCHEMA ${quoteIdentifier(aside)}` },
      { sql: `ALTER TABLE ${now} SET SCHEMA ${quoteIdentifier(aside)}` },
    ],
    without: others,
    bare: [...others, ...own.filter(({ type }) => BARE.has(type))],
    last: [
      { sql: `INSERT INTO ${now} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM ${old}` },
      {
        sql: carryOver(old, now),
        comment: ['Sequences continue where they were; owner and privileges are those of the old table.'],
      },
      { sql: `DROP TABLE ${old}` },
      { sql: `DROP SCHEMA ${quoteIdentifier(aside)}` },
    ],
  };
}

/** Triggers, publications and the like that would be dropped with the old table without an error. */
function refusal(table: TableKey, own: readonly SchemaEntity[]): string {
  const named = (...types: readonly string[]): string => {
    const names = own.filter(({ type }) => types.includes(type)).map(({ name }) => quoteLiteral(cutName(name)).trim());
    return names.length === 0 ? "''" : names.join(', ');
  };
  const relation = `${quoteLiteral(`${quoteIdentifier(table.schema)}.${quoteIdentifier(table.name)}`)}::regclass`;
  return `DO $refuse$
DECLARE
  things text;
BEGIN
  SELECT string_agg(thing, ', ' ORDER BY thing) INTO things FROM (
    SELECT 'trigger ' || tgname AS thing FROM pg_trigger WHERE tgrelid = ${relation} AND NOT tgisinternal AND tgname <> 'ts_insert_blocker'
    UNION ALL SELECT 'rule ' || rulename FROM pg_rewrite WHERE ev_class = ${relation}
    UNION ALL SELECT 'publication ' || p.pubname FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid WHERE r.prrelid = ${relation}
    UNION ALL SELECT 'statistics ' || stxname FROM pg_statistic_ext WHERE stxrelid = ${relation}
    UNION ALL SELECT 'policy ' || polname FROM pg_policy WHERE polrelid = ${relation} AND polname NOT IN (${named('policy')})
    UNION ALL SELECT 'index ' || c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      WHERE i.indrelid = ${relation} AND NOT i.indisprimary AND c.relname NOT IN (${named('index', 'unique')})
    UNION ALL SELECT 'constraint ' || conname FROM pg_constraint
      WHERE conrelid = ${relation} AND contype IN ('c', 'f') AND conname NOT IN (${named('check', 'foreign-key')})
    UNION ALL SELECT 'replica identity' FROM pg_class WHERE oid = ${relation} AND relreplident <> 'd'
    UNION ALL SELECT 'forced row security' FROM pg_class WHERE oid = ${relation} AND relforcerowsecurity
    UNION ALL SELECT 'child ' || inhrelid::regclass FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid
      WHERE inhparent = ${relation} AND NOT c.relispartition AND c.relnamespace::regnamespace::text NOT LIKE '%timescaledb%'
  ) found;
  IF things IS NOT NULL THEN
    RAISE EXCEPTION '%', ${quoteLiteral(`${table.path} would be rebuilt without `).trim()} || things
      USING HINT = 'Declare it in the schema or in sql/, or drop it before and make it again afterwards.';
  END IF;
END
$refuse$`;
}

function carryOver(old: string, now: string): string {
  return `DO $carry$
DECLARE
  was constant regclass := ${quoteLiteral(old)};
  now constant regclass := ${quoteLiteral(now)};
  item record;
  at bigint;
  called boolean;
BEGIN
  FOR item IN
    SELECT pg_get_serial_sequence(was::text, attname) AS old, pg_get_serial_sequence(now::text, attname) AS new
    FROM pg_attribute WHERE attrelid = was AND attnum > 0 AND NOT attisdropped
  LOOP
    CONTINUE WHEN item.old IS NULL OR item.new IS NULL;
    EXECUTE format('SELECT last_value, is_called FROM %s', item.old) INTO at, called;
    PERFORM setval(item.new, at, called);
  END LOOP;
  FOR item IN SELECT pg_get_userbyid(relowner) AS name FROM pg_class
    WHERE oid = was AND relowner <> (SELECT relowner FROM pg_class WHERE oid = now)
  LOOP
    EXECUTE format('ALTER TABLE %s OWNER TO %I', now, item.name);
  END LOOP;
  FOR item IN
    SELECT format('TABLE %s', now) AS thing, a.grantee FROM pg_class c, aclexplode(c.relacl) a
    WHERE c.oid = now AND a.grantee <> c.relowner
  LOOP
    EXECUTE format('REVOKE ALL ON %s FROM %s', item.thing, CASE item.grantee WHEN 0 THEN 'PUBLIC' ELSE item.grantee::regrole::text END);
  END LOOP;
  FOR item IN
    SELECT a.privilege_type AS privilege, format('TABLE %s', now) AS thing, a.grantee, a.is_grantable
    FROM pg_class c, aclexplode(c.relacl) a WHERE c.oid = was AND a.grantee <> c.relowner
    UNION ALL
    SELECT format('%s (%I)', a.privilege_type, c.attname), format('TABLE %s', now), a.grantee, a.is_grantable
    FROM pg_attribute c, aclexplode(c.attacl) a WHERE c.attrelid = was AND NOT c.attisdropped
    UNION ALL
    SELECT a.privilege_type, format('SEQUENCE %s', n.new), a.grantee, a.is_grantable
    FROM pg_attribute t, pg_get_serial_sequence(was::text, t.attname) AS s (old), pg_get_serial_sequence(now::text, t.attname) AS n (new), pg_class c, aclexplode(c.relacl) a
    WHERE t.attrelid = was AND t.attnum > 0 AND NOT t.attisdropped AND c.oid = s.old::regclass AND a.grantee <> c.relowner
  LOOP
    EXECUTE format('GRANT %s ON %s TO %s%s', item.privilege, item.thing,
      CASE item.grantee WHEN 0 THEN 'PUBLIC' ELSE item.grantee::regrole::text END,
      CASE WHEN item.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END);
  END LOOP;
END
$carry$`;
}
