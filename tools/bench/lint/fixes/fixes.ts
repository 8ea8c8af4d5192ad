// `npm run bench:lint-fixes`: what `migrate lint --fix` writes, run by the runner on a table of 2,000,000 rows while 16 users read and write it. The server itself writes down
// how long they waited for locks; catalogs and rows are compared with what the revision as it was leaves after the same writes, up and down.
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { startEmbedded } from '../../../../packages/migrator/src/adapters/embedded/start-embedded.ts';
import type { Table } from '../../record.mjs';
import { fillSql, replay, type Writes } from './busy-table.ts';
import { type FixCase, fixCases } from './fix-cases.ts';
import { migrate, writeFixWorkspace } from './fix-workspace.ts';
import { leftBehind, unlike } from './left-behind.ts';
import { Load, type Served } from './load.ts';
import { LOCK_LOG, LockLog, type LockWaits } from './lock-waits.ts';

/** Readers and writers may wait so long for the lock of a statement: `lint.maxBlock`. */
const MAX_BLOCK_MS = 100;
const IDLE_MS = 2_000;
const ROWS = Number(process.env.BRAID_BENCH_ROWS ?? 2_000_000);
/** Rules, separated by commas; all of them by default. */
const ONLY = process.env.BRAID_BENCH_FIXES?.split(',');

const COLUMNS = [
  ...['rule', 'revisions', 'up / down', 'readers waited for locks', 'writers waited', 'writers waited for rows'],
  ...['slowest statement idle', 'slowest meanwhile', ''],
];

interface Bench {
  readonly root: string;
  readonly admin: pg.Client;
  readonly log: LockLog;
  url(database: string): string;
}

interface Judged {
  readonly cells: string[];
  readonly isRight: boolean;
}

interface Phase {
  readonly tookMs: number;
  readonly served: Served;
  readonly waits: LockWaits;
}

/** Prints a table, and tells whether all fixes are right and hold nobody up. */
export async function fixes(): Promise<{ readonly isRight: boolean; readonly table: Table }> {
  const root = mkdtempSync(join(tmpdir(), 'braid-fixes-'));
  const server = await startEmbedded({
    ...{ folder: join(root, 'server'), profile: 'durable', lingerSeconds: 0, removeAtEnd: true },
    settings: { ...LOCK_LOG, max_wal_size: '8GB', wal_level: 'replica', shared_buffers: '512MB' },
  });
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  const url = (database: string) => Object.assign(new URL(server.url), { pathname: `/${database}` }).href;
  const bench: Bench = { root, admin, log: new LockLog(join(server.home, 'server.log')), url };
  const shownRows = ROWS.toLocaleString('en-US');
  console.log(`\n${shownRows} rows, 8 readers and 8 writers; load average ${loadavg()[0]?.toFixed(1)}\n`);
  const rows: string[][] = [];
  let isRight = true;
  try {
    await fillShop(bench);
    isRight = await seesWaits(bench);
    console.log(`| ${COLUMNS.join(' | ')} |\n${'| --- '.repeat(COLUMNS.length)}|`);
    for (const each of fixCases(ROWS)) {
      if (ONLY === undefined || ONLY.includes(each.rule)) {
        const { isRight: isSame, cells } = await runCase(bench, each);
        rows.push(cells);
        isRight &&= isSame;
      }
    }
    console.log(`\nload average ${loadavg()[0]?.toFixed(1)} at the end`);
    return { isRight, table: { columns: COLUMNS, rows } };
  } finally {
    await admin.end();
    await server.stop();
    rmSync(root, { recursive: true, force: true });
  }
}

/** The orders that most cases are about, once. */
async function fillShop({ root, admin, url }: Bench): Promise<void> {
  const [first] = fixCases(ROWS);
  if (first === undefined) return;
  const folder = join(root, 'shop');
  writeFixWorkspace(folder, first);
  await admin.query('create database shop');
  await migrate(folder, url('shop'), 'upgrade', 'a1');
  await query(url('shop'), fillSql(first.busy, ROWS));
  await query(url('shop'), 'vacuum (analyze)');
}

/** A revision that is not fixed has to be seen to hold users up: a measure that sees nothing would find every fix good. */
async function seesWaits(bench: Bench): Promise<boolean> {
  const plain = fixCases(ROWS).find(({ rule }) => rule === 'set-not-null');
  if (plain === undefined) return false;
  const folder = join(bench.root, 'as-it-was');
  writeFixWorkspace(folder, plain);
  await bench.admin.query('create database busy template shop strategy file_copy');
  try {
    await migrate(folder, bench.url('busy'), 'upgrade', 'a2');
    const { waits } = await phase(bench, plain, ROWS, () => migrate(folder, bench.url('busy'), 'upgrade', 'b1'));
    console.log(`${plain.rule} as it was: readers waited ${ms(waits.readers)}, writers ${ms(waits.writers)}\n`);
    return waits.readers > MAX_BLOCK_MS;
  } finally {
    await bench.admin.query('drop database busy with (force)');
  }
}

async function runCase(bench: Bench, fixCase: FixCase): Promise<Judged> {
  const { root, admin, url } = bench;
  const { rule, busy, volatile } = fixCase;
  const [plain, fixed] = [join(root, rule, 'plain'), join(root, rule, 'fixed')];
  for (const folder of [plain, fixed]) writeFixWorkspace(folder, fixCase);
  const names = { base: 'base', old: 'old', busy: 'busy' } as const;
  const began = performance.now();
  await admin.query(`create database ${names.base} template shop strategy file_copy`);
  try {
    await migrate(plain, url(names.base), 'upgrade', 'a2');
    if (busy.table !== 'orders') await query(url(names.base), fillSql(busy, ROWS));
    if (rule === 'refresh-matview') await query(url(names.base), 'refresh materialized view codes');
    await query(url(names.base), `vacuum (analyze) ${busy.table}`);
    const answer = await migrate(fixed, url(names.base), 'lint', '--fix', 'b1');
    const revisions = revisionsOf(answer, rule);
    if (revisions === 0) return told([rule, 'not fixed', JSON.stringify(answer)], false);
    for (const copy of [names.old, names.busy]) {
      await admin.query(`create database ${copy} template ${names.base} strategy file_copy`);
    }
    const idle = await phase(bench, fixCase, ROWS, () => pause(IDLE_MS));
    await replayed(url(names.old), fixCase, idle.served.writes);
    const up = await phase(bench, fixCase, lastId(idle, ROWS), () => migrate(fixed, url(names.busy), 'upgrade', 'b1'));
    await replayed(url(names.old), fixCase, up.served.writes);
    await migrate(plain, url(names.old), 'upgrade', 'b1');
    const compare = async () =>
      unlike(await leftBehind(url(names.old), volatile), await leftBehind(url(names.busy), volatile));
    const wrong = [...(await compare())];
    const next = lastId(up, lastId(idle, ROWS));
    const down = await phase(bench, fixCase, next, () => migrate(fixed, url(names.busy), 'downgrade', 'a2'));
    await replayed(url(names.old), fixCase, down.served.writes);
    await migrate(plain, url(names.old), 'downgrade', 'a2');
    wrong.push(...(await compare()).map((each) => `down: ${each}`));
    return tellCase(rule, revisions, idle, [up, down], wrong);
  } catch (error) {
    return told([rule, error instanceof Error ? error.message : String(error)], false);
  } finally {
    console.error(
      `${rule}: ${Math.round((performance.now() - began) / 1000)} s, load average ${loadavg()[0]?.toFixed(1)}`,
    );
    for (const name of Object.values(names)) await admin.query(`drop database if exists ${name} with (force)`);
  }
}

function tellCase(
  rule: string,
  revisions: number,
  idle: Phase,
  phases: readonly [Phase, Phase],
  wrong: readonly string[],
): Judged {
  const most = (of: (phase: Phase) => number): number => Math.max(...phases.map(of));
  const [readers, writers] = [most(({ waits }) => waits.readers), most(({ waits }) => waits.writers)];
  const rows = most(({ waits }) => waits.rows);
  const errors = [...new Set(phases.flatMap(({ served }) => served.errors))];
  const isQuick = Math.max(readers, writers) <= MAX_BLOCK_MS;
  const worst = ({ served }: Phase): number => Math.max(served.readersWorst, served.writersWorst);
  const forWhat = phases.map(({ waits }) => waits.forWhat).find((each) => each !== '') ?? '';
  const verdicts = [
    ...(isQuick ? [] : [`waited for ${forWhat}`]),
    ...errors.map((each) => `users: ${each}`),
    ...wrong,
    ...(phases.some(({ served }) => served.statements === 0) ? ['nobody used it'] : []),
  ];
  return told(
    [
      ...[rule, String(revisions), phases.map(({ tookMs }) => `${(tookMs / 1000).toFixed(1)} s`).join(' / ')],
      ...[readers, writers, rows].map((each) => (each === 0 ? '–' : ms(each))),
      ...[ms(worst(idle)), ms(most(worst))],
      verdicts.length === 0 ? 'ok' : `MISS ${verdicts.slice(0, 4).join('; ')}`,
    ],
    verdicts.length === 0,
  );
}

function told(cells: string[], isRight: boolean): Judged {
  console.log(`| ${cells.join(' | ')} |`);
  return { cells, isRight };
}

function ms(value: number): string {
  return `${Math.round(value)} ms`;
}

/** What users feel while something is done. @param last the highest id that is there */
async function phase(
  { log, url }: Bench,
  { busy }: FixCase,
  last: number,
  work: () => Promise<unknown>,
): Promise<Phase> {
  log.next();
  const load = await Load.start(url('busy'), busy, last);
  const began = performance.now();
  try {
    await work();
  } finally {
    await load.stop();
  }
  return { tookMs: performance.now() - began, served: await load.stop(), waits: log.next() };
}

function lastId({ served }: Phase, before: number): number {
  return before + served.writes.added.length;
}

async function replayed(url: string, { busy }: FixCase, writes: Writes): Promise<void> {
  for (const [sql, values] of replay(busy, writes)) await query(url, sql, values);
}

async function query(url: string, sql: string, values: readonly unknown[] = []): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(sql, [...values]);
  } finally {
    await client.end();
  }
}

/** How many revisions it is written as; 0 where the finding stays. */
function revisionsOf(answer: unknown, rule: string): number {
  const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
    typeof value === 'object' && value !== null;
  if (!isObject(answer) || !Array.isArray(answer.fixed) || !isObject(answer.lint)) return 0;
  const { findings } = answer.lint;
  // Of two findings in a statement, a fix of the one may take away the other.
  if (!Array.isArray(findings) || findings.some((each) => isObject(each) && each.rule === rule)) return 0;
  const [one]: readonly unknown[] = answer.fixed;
  if (!isObject(one)) return 0;
  return Array.isArray(one.revisions) ? one.revisions.length : 0;
}
