import type { BatchKey, BatchKeyProblem } from '../../../../ports/database/backfill-store.ts';
import { type TriggerFunction, triggerMovesKey } from '../../../../sql/batch/trigger-moves-key.ts';
import { nameParts } from '../../../../sql/names/name-parts.ts';
import { quoteIdentifier } from '../../../../sql/names/quote-identifier.ts';
import { quoteLiteral } from '../../../../sql/names/quote-literal.ts';
import type { PgConnection } from '../../connection/connection.ts';
import { textArray } from '../../state/log.ts';
import { addBegin } from '../revision-script.ts';
import { Script } from '../script.ts';
import { tableTree } from './table-tree.ts';

/** Types whose values survive being written as text under the settings below, and read again. */
const TYPES = new Set(
  `int2 int4 int8 numeric oid bool uuid text varchar bpchar name date time timestamp timestamptz bytea inet cidr
macaddr macaddr8`.split(/\s+/),
);

const OWN_PATH = 'set local search_path = pg_catalog, pg_temp';

/** Make the text of a key mean the same in every session. */
export const TEXT_SETTINGS = [
  "set local datestyle = 'ISO, YMD'",
  "set local timezone = 'UTC'",
  "set local bytea_output = 'hex'",
];

/** The same, for queries that use only PostgreSQL's own names. */
export const KEY_SETTINGS = [...TEXT_SETTINGS, OWN_PATH];

/** Ordinary and partitioned tables. */
const TABLES = new Set(['r', 'p']);

/** Looks up a table by its name in SQL, in the schemas that the revision's own statements search. */
export async function readBatchKey(
  connection: PgConnection,
  table: string,
  key: readonly string[],
): Promise<BatchKey | BatchKeyProblem> {
  const session = await connection.session();
  await session.clean();
  const script = new Script();
  addBegin(script, connection.limits({ lockTimeoutMs: 5_000, statementTimeoutMs: 60_000 }), 'key', 0);
  // Before our own search path is set: the name means what it means in the revision's statements.
  script
    .add(
      `select pg_catalog.set_config('braid.batch', coalesce(pg_catalog.to_regclass(${quoteLiteral(table)})::pg_catalog.oid::pg_catalog.text, '0'), true)`,
    )
    .add(OWN_PATH);
  const at = script.length;
  script.add(facts(key)).add('commit');
  const outcome = await connection.own('Looking up the key of the batches', script);
  const cell = outcome.rows[at]?.[0]?.[0];
  if (cell === null || cell === undefined) return { problem: 'no-table' };
  return judge(readFacts(JSON.parse(cell)), key);
}

interface KeyFacts {
  readonly table: string;
  readonly kind: string;
  readonly hasIndex: boolean;
  /** The role, where row-level security decides what it sees. */
  readonly hiddenFrom: string | null;
  readonly triggers: readonly (TriggerFunction & { readonly name: string })[];
  readonly columns: readonly {
    readonly type: string | null;
    readonly base: string | null;
    readonly notNull: boolean | null;
    readonly generated: boolean;
  }[];
}

function judge(facts: KeyFacts, key: readonly string[]): BatchKey | BatchKeyProblem {
  if (!TABLES.has(facts.kind)) return { problem: 'not-a-table', kind: facts.kind };
  const [types, bases]: [string[], string[]] = [[], []];
  for (const [index, { type, base, notNull, generated }] of facts.columns.entries()) {
    const column = key[index] ?? '';
    if (type === null) return { problem: 'no-column', column };
    if (notNull !== true) return { problem: 'nullable', column };
    if (generated) return { problem: 'generated', column };
    if (base !== 'e' && !TYPES.has(base ?? '')) return { problem: 'type', column, type };
    types.push(type);
    bases.push(base ?? '');
  }
  if (!facts.hasIndex) return { problem: 'no-index' };
  if (facts.hiddenFrom !== null) return { problem: 'row-security', role: facts.hiddenFrom };
  const table = nameParts(facts.table).at(-1) ?? '';
  const judged = facts.triggers.map((each) => ({ ...each, moves: triggerMovesKey(each, table, key) }));
  const mover = judged.find(({ moves }) => moves === true);
  if (mover !== undefined) return { problem: 'trigger', trigger: mover.name };
  const unread = judged.filter(({ moves }) => moves === 'unknown').map(({ name }) => name);
  return {
    ...{ table: facts.table, columns: key.map(quoteIdentifier), types, bases },
    ...(unread.length === 0 ? {} : { unread }),
  };
}

/** A domain counts as its base type, and `e` means every enum. An index serves when it reads the key in its order. */
function facts(key: readonly string[]): string {
  const columns = `select n, a.attnum, a.attnotnull and not exists (select from pg_attribute x where x.attrelid in (${tableTree('c.oid')})
    and x.attname = k.name and not x.attnotnull) as attnotnull, a.attgenerated <> '' as generated, pg_catalog.format_type(a.atttypid, a.atttypmod) as type,
    case when coalesce(b.typtype, t.typtype) = 'e' then 'e' else coalesce(b.typname, t.typname)::text end as base
  from unnest(${textArray(key)}) with ordinality k (name, n)
  left join pg_attribute a on a.attrelid = c.oid and a.attname = k.name and a.attnum > 0 and not a.attisdropped
  left join pg_type t on t.oid = a.atttypid
  left join pg_type b on b.oid = nullif(t.typbasetype, 0)`;
  return `select json_build_object('table', c.oid::regclass::text, 'kind', c.relkind::text, 'hiddenFrom', case when row_security_active(c.oid) then current_user end,
  'columns', (select json_agg(json_build_object('type', type, 'base', base, 'notNull', attnotnull, 'generated', generated) order by n) from (${columns}) each),
  'triggers', (select json_agg(json_build_object('name', t.tgname, 'language', l.lanname, 'source', p.prosrc, 'isBefore', t.tgtype & 19 = 19) order by t.tgname)
    from pg_trigger t join pg_proc p on p.oid = t.tgfoid join pg_language l on l.oid = p.prolang
    -- Before or after rows or statements that update.
    where t.tgrelid in (${tableTree('c.oid')}) and not t.tgisinternal and t.tgenabled in ('O', 'A') and t.tgtype & 16 = 16),
  'hasIndex', exists (select from pg_index i where i.indrelid = c.oid and i.indisunique and i.indisvalid and i.indimmediate
    and i.indpred is null and i.indexprs is null and i.indnkeyatts = ${key.length}
    and (i.indkey::int2[])[0:${key.length - 1}] = (select array_agg(attnum order by n) from (${columns}) each)
    and (select count(distinct o) from unnest(i.indoption::int2[]) o) = 1
    and exists (select from pg_class x join pg_am m on m.oid = x.relam where x.oid = i.indexrelid and m.amname = 'btree')))
from pg_class c where c.oid = nullif(current_setting('braid.batch'), '0')::oid`;
}

function readFacts(value: unknown): KeyFacts {
  const field = (from: unknown, name: string): unknown =>
    typeof from === 'object' && from !== null ? Reflect.get(from, name) : undefined;
  const text = (from: unknown, name: string) => {
    const found = field(from, name);
    return typeof found === 'string' ? found : null;
  };
  const columns = field(value, 'columns');
  const triggers = field(value, 'triggers');
  return {
    table: text(value, 'table') ?? '',
    kind: text(value, 'kind') ?? '',
    hasIndex: field(value, 'hasIndex') === true,
    hiddenFrom: text(value, 'hiddenFrom'),
    triggers: (Array.isArray(triggers) ? triggers : []).map((trigger: unknown) => ({
      name: text(trigger, 'name') ?? '',
      language: text(trigger, 'language') ?? '',
      source: text(trigger, 'source') ?? '',
      isBefore: field(trigger, 'isBefore') === true,
    })),
    columns: (Array.isArray(columns) ? columns : []).map((column: unknown) => ({
      type: text(column, 'type'),
      base: text(column, 'base'),
      notNull: field(column, 'notNull') === true,
      generated: field(column, 'generated') === true,
    })),
  };
}
