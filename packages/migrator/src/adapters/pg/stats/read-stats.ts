import { setTimeout as wait } from 'node:timers/promises';
import { assembleTables } from '../../../lint/stats/assemble-tables.ts';
import type { ColumnStats, NotRead, ProductionStats } from '../../../lint/stats/production-stats.ts';
import type { Counters, Sample, TableFacts } from '../../../lint/stats/table-facts.ts';
import type { ReadStatsResult, StatsRequest } from '../../../ports/health/stats-reader.ts';
import { ownLimits } from '../connection/own-limits.ts';
import { takeClient } from '../connection/take-client.ts';
import { type HealthSession, healthSession } from '../health/health-session.ts';
import { type ConnectOptions, targetOf } from '../reach/connect.ts';
import { notRead } from './not-read.ts';
import { COLUMNS, COUNTERS, NOW, SERVER, SETTING_NAMES, SETTINGS, tables } from './stats-sql.ts';

const MINUTE = 60_000;
const LOCK_MS = 2000;

interface ServerRow {
  readonly takenAt: string;
  readonly version: string;
  readonly database: string;
  readonly isStandby: boolean;
  readonly pageBytes: number;
  readonly trackCounts: boolean;
  readonly resetAt: number | null;
  readonly replicas: number;
  readonly synchronous: number | null;
}

/** See `ReadStats`. No transaction is open between the samples. */
export async function readStats(
  options: ConnectOptions & { readonly stateSchema: string },
  { intervalMs }: StatsRequest,
): Promise<ReadStatsResult> {
  const { client, release } = await takeClient(options);
  const reading = async <Result>(work: (session: HealthSession) => Promise<Result>): Promise<Result> => {
    await client.query('begin isolation level repeatable read read only');
    for (const limit of ownLimits(LOCK_MS, MINUTE)) await client.query(limit);
    // Expressions and names are looked up in PostgreSQL's own schema only.
    await client.query('set local search_path = pg_catalog');
    const result = await work(healthSession(client));
    await client.query('commit');
    return result;
  };
  try {
    const first = await reading((session) => sample(session, options.stateSchema));
    await wait(intervalMs);
    const stats = await reading((session) => readAll(session, options.stateSchema, first));
    return { target: targetOf(options), stats };
  } finally {
    await release();
  }
}

async function sample({ rows }: HealthSession, state: string): Promise<Sample> {
  const [now] = await rows<{ at: number }>(NOW);
  return { at: now?.at ?? 0, counters: await rows<Counters>(COUNTERS, [state]) };
}

async function readAll(session: HealthSession, state: string, first: Sample): Promise<ProductionStats> {
  const second = await sample(session, state);
  const [server] = await session.rows<ServerRow>(SERVER);
  if (server === undefined) throw new TypeError('The server did not say who it is.');
  const widths = await session.rows<ColumnStats & { id: string }>(COLUMNS, [state]);
  const { facts, why } = await readTables(session, state, widths);
  const { pageBytes, resetAt } = server;
  const all = assembleTables(facts, { first, second, resetAt, pageBytes });
  const missing: NotRead[] = [...notRead(all, server)];
  if (why !== undefined) missing.push({ what: 'sizes of files', of: [], why });
  return {
    format: 'braid-stats',
    version: 1,
    takenAt: server.takenAt,
    intervalMs: Math.round(second.at - first.at),
    server: {
      ...{ version: server.version.split(' ')[0] ?? '', database: server.database, isStandby: server.isStandby },
      replicas: { count: server.replicas, synchronous: server.synchronous },
      pageBytes,
    },
    settings: await readSettings(session),
    tables: all,
    notRead: missing,
  };
}

/** Where a lock comes in between, the pages of the last VACUUM or ANALYZE have to do. */
async function readTables(
  session: HealthSession,
  state: string,
  widths: readonly (ColumnStats & { id: string })[],
): Promise<{ readonly facts: readonly TableFacts[]; readonly why?: string }> {
  const asked = await session.tryRows<Omit<TableFacts, 'columns'>>(tables(true), [state]);
  const columnsOf = new Map<string, ColumnStats[]>();
  for (const { id, name, width, nullFraction, distinct } of widths) {
    columnsOf.set(id, [...(columnsOf.get(id) ?? []), { name, width, nullFraction, distinct }]);
  }
  const rows = 'rows' in asked ? asked.rows : await session.rows<Omit<TableFacts, 'columns'>>(tables(false), [state]);
  const facts = rows.map((each) => ({ ...each, columns: columnsOf.get(each.id) ?? null }));
  return 'why' in asked ? { facts, why: asked.why } : { facts };
}

async function readSettings(session: HealthSession): Promise<Readonly<Record<string, string>>> {
  const found = await session.rows<SettingRow>(SETTINGS, [SETTING_NAMES]);
  return Object.fromEntries(found.map((row) => [row.name, settingText(row)]));
}

interface SettingRow {
  readonly name: string;
  readonly raw: string;
  readonly unit: string | null;
}

/** As SET takes it: a number with its unit, `8kB` pages counted in kB. */
function settingText({ raw, unit }: SettingRow): string {
  const pages = /^(\d+)kB$/.exec(unit ?? '');
  if (unit === null || Number(raw) <= 0) return raw;
  return pages === null ? `${raw}${unit}` : `${Number(raw) * Number(pages[1])}kB`;
}
