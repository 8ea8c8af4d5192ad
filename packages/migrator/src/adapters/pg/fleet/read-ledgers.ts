import type { LedgerState } from '../../../fleet/ledger-state.ts';
import { PgConnection, type PgDatabaseOptions } from '../connection/connection.ts';
import type { Session } from '../connection/session.ts';
import { Script } from '../run/script.ts';
import { textArray } from '../state/log.ts';
import { stateNames } from '../state/state-names.ts';
import { stateFormat } from '../state/state-schema.ts';

/** The place of one tenant's state, in a database that it may share. */
export interface LedgerPlace {
  /** Absent if the tenant has the whole database. */
  readonly schema?: string | undefined;
  readonly stateSchema: string;
}

export type FoundLedger =
  | { readonly kind: 'state'; readonly state: LedgerState }
  | { readonly kind: 'gone' }
  | { readonly kind: 'newer'; readonly format: number };

/** The most states that one statement reads: it locks each of their tables, and the server's lock table is limited. */
const CHUNK = 100;
/** How often reading starts again because a tenant was deleted meanwhile. */
const LOOKS = 4;
const missing = new Set(['42P01', '3F000']);

/**
 * Reads the states of many tenants of one database in two round trips: one finds the tables, one reads all states. The
 * server groups equal states, so each is returned once.
 */
export async function readLedgers(
  options: Omit<PgDatabaseOptions, 'stateSchema' | 'searchPath'>,
  places: readonly LedgerPlace[],
): Promise<readonly FoundLedger[]> {
  const connection = new PgConnection(options);
  try {
    const session = await connection.session();
    for (let look = 1; ; look += 1) {
      const present = await readPresent(connection, session, places);
      const found = await readStates(connection, session, places, present, look < LOOKS);
      if (found !== undefined) return found;
    }
  } finally {
    await connection.close();
  }
}

interface Present {
  readonly schemas: ReadonlySet<string>;
  readonly states: ReadonlySet<string>;
}

async function readPresent(
  connection: PgConnection,
  session: Session,
  places: readonly LedgerPlace[],
): Promise<Present> {
  const script = connection.transaction();
  const at = script.length;
  script
    .add(
      `select coalesce(json_agg(n.nspname), '[]') from pg_namespace n where n.nspname = any (${textArray(places.flatMap(({ schema }) => schema ?? []))})`,
    )
    .add(
      `select coalesce(json_agg(n.nspname), '[]') from pg_namespace n where n.nspname = any (${textArray(places.map(({ stateSchema }) => stateSchema))})
and 3 = (select count(*) from pg_class c where c.relnamespace = n.oid and c.relname in ('format', 'applied', 'progress'))`,
    )
    .add('commit');
  const { rows } = await connection.own('Looking for the states of tenants', script, session);
  return { schemas: textsOf(rows[at]?.[0]?.[0]), states: textsOf(rows[at + 1]?.[0]?.[0]) };
}

/** `undefined` if one of them was deleted meanwhile, so that reading again may help. */
async function readStates(
  connection: PgConnection,
  session: Session,
  places: readonly LedgerPlace[],
  present: Present,
  again: boolean,
): Promise<readonly FoundLedger[] | undefined> {
  const found: FoundLedger[] = places.map(({ schema }) =>
    schema !== undefined && !present.schemas.has(schema) ? { kind: 'gone' } : { kind: 'state', state: EMPTY },
  );
  const readable = places.flatMap(({ stateSchema }, index) =>
    found[index]?.kind === 'state' && present.states.has(stateSchema) ? [{ index, stateSchema }] : [],
  );
  if (readable.length === 0) return found;
  const script = new Script();
  const answers: number[] = [];
  for (let from = 0; from < readable.length; from += CHUNK) {
    // Each in its own transaction, so that its locks are released before the next one takes as many.
    script
      .add('begin isolation level read committed read only')
      .add(`set local statement_timeout = '60s'`)
      .add(`set local lock_timeout = '5s'`)
      .add('set local search_path = pg_catalog, pg_temp');
    answers.push(script.length);
    script.add(statesQuery(readable.slice(from, from + CHUNK))).add('commit');
  }
  const outcome = await session.run(script);
  if (outcome.failed !== undefined) {
    const { failure } = outcome.failed;
    if (again && missing.has(failure.sqlState ?? '')) return undefined;
    throw connection.ownFailure('Reading the states of tenants', failure);
  }
  for (const at of answers) {
    for (const [tenants, format, applied, begun] of outcome.rows[at] ?? []) {
      const ledger = ledgerOf(Number(format), applied ?? '', begun ?? '');
      for (const index of (tenants ?? '').split(',')) found[Number(index)] = ledger;
    }
  }
  return found;
}

/** Rows: the numbers of the tenants with an equal state, its format, what is applied, what began. */
function statesQuery(readable: readonly { readonly index: number; readonly stateSchema: string }[]): string {
  const each = readable.map(({ index, stateSchema }) => {
    const { applied, progress, format } = stateNames(stateSchema);
    return `select ${index} as tenant, (select max(version) from ${format}) as format,
(select coalesce(string_agg(revision || ' ' || checksum, ',' order by applied_at, revision), '') from ${applied}) as applied,
(select coalesce(string_agg(revision || ' ' || direction, ',' order by since, revision), '') from ${progress}) as begun`;
  });
  return `select string_agg(tenant::text, ','), format, applied, begun from (${each.join('\nunion all\n')}) states group by format, applied, begun`;
}

const EMPTY: LedgerState = { initialized: false, applied: [], begun: [] };

function ledgerOf(format: number, applied: string, begun: string): FoundLedger {
  if (format > stateFormat) return { kind: 'newer', format };
  const pairs = (text: string) =>
    (text === '' ? [] : text.split(',')).map((pair): readonly [string, string] => {
      const [first = '', second = ''] = pair.split(' ');
      return [first, second];
    });
  return {
    kind: 'state',
    state: {
      initialized: true,
      applied: pairs(applied).map(([revision, checksum]) => ({ revision, checksum })),
      begun: pairs(begun).map(([revision, direction]) => ({
        revision,
        direction: direction === 'downgrade' ? 'downgrade' : 'upgrade',
      })),
    },
  };
}

function textsOf(json: string | null | undefined): ReadonlySet<string> {
  const value: unknown = JSON.parse(json ?? '[]');
  return new Set(Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []);
}
