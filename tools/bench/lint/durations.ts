// `npm run bench:lint durations`: how long 12 kinds of statements take on 2,000,000 rows, against what `migrate lint --stats` says before from 200,000 generated rows.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { startEmbedded } from '../../../packages/migrator/src/adapters/embedded/start-embedded.ts';
import type { Table } from '../record.mjs';

const ROWS = Number(process.env.BRAID_BENCH_ROWS ?? 2_000_000);
const RUNS = Number(process.env.BRAID_BENCH_RUNS ?? 2);
const FACTOR = 3;
const BIN = fileURLToPath(new URL('../../../packages/migrator/bin/migrate.cjs', import.meta.url));

const SCHEMA = `create table customers (id bigint primary key, email text not null);
create table orders (id bigint not null, customer bigint not null, code int not null, note text, data jsonb not null, at timestamptz not null, total numeric(12,2) not null);
create index orders_at on orders (at);`;

/** What a production may have in it: keys in order, everything else not; texts and documents of many lengths. */
const FILL = `insert into customers select g, md5(g::text) || '@example.org' from generate_series(1, ${ROWS / 4}) g;
insert into orders select g, 1 + (random() * (${ROWS / 4} - 1))::bigint, (random() * 1000)::int, repeat(md5(random()::text), 1 + (random() * 3)::int),
  jsonb_build_object('state', (array['new', 'paid', 'sent'])[1 + (random() * 2)::int], 'by', md5(random()::text), 'n', (random() * 1e6)::int),
  timestamptz '2020-01-01' + random() * interval '5 years', (random() * 1000)::numeric(12,2) from generate_series(1, ${ROWS}) g;
vacuum (analyze) customers; vacuum (analyze) orders; checkpoint`;

const KINDS: Readonly<Record<string, string>> = {
  'index on numbers': 'create index x on orders (customer)',
  'index on texts': 'create index x on orders (note)',
  'index on documents (gin)': 'create index x on orders using gin (data)',
  'unique constraint': 'alter table orders add constraint x unique (id, customer)',
  'primary key': 'alter table orders add primary key (id)',
  'set not null': 'alter table orders alter column note set not null',
  check: 'alter table orders add constraint x check (total >= 0)',
  'foreign key': 'alter table orders add constraint x foreign key (customer) references customers',
  'another type': 'alter table orders alter column code type bigint',
  'volatile default': 'alter table orders add column x uuid default gen_random_uuid()',
  'stored generated column': 'alter table orders add column x numeric generated always as (total * 2) stored',
  'set unlogged': 'alter table orders set unlogged',
};

/** Prints a table as it is found, and tells whether all predictions are near enough. */
export async function durations(): Promise<{ readonly isNear: boolean; readonly table: Table }> {
  const root = mkdtempSync(join(tmpdir(), 'braid-durations-'));
  // As production is: it writes a log for replicas, and waits for the disk. The scratch server of `lint` does neither.
  const server = await startEmbedded({
    ...{ folder: join(root, 'production'), profile: 'durable', lingerSeconds: 0, removeAtEnd: true },
    settings: { autovacuum: 'off', max_wal_size: '4GB', wal_level: 'replica' },
  });
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    await client.query(SCHEMA);
    for (const sql of FILL.split(';\n')) await inTurn(client, sql);
    const predicted = predict(join(root, 'workspace'), server.url);
    console.log(`\n${ROWS.toLocaleString('en-US')} rows; load average ${loadavg()[0]?.toFixed(1)}\n`);
    const columns = [`on ${ROWS.toLocaleString('en-US')} rows`, 'predicted', 'real', 'factor'];
    const rows: string[][] = [];
    console.log(columns.join(' | '));
    let isNear = true;
    for (const [kind, sql] of Object.entries(KINDS)) {
      const real = await measure(client, sql);
      const { lowMs, highMs } = predicted.get(kind) ?? { lowMs: Number.NaN, highMs: Number.NaN };
      const middle = Math.sqrt(lowMs * highMs);
      const factor = Math.max(middle / real, real / middle);
      isNear &&= factor <= FACTOR;
      rows.push([kind, `${seconds(lowMs)} to ${seconds(highMs)}`, seconds(real), factor.toFixed(2)]);
      console.log(rows.at(-1)?.join(' | '));
    }
    return { isNear, table: { columns, rows } };
  } finally {
    await client.end();
    await server.stop();
    rmSync(root, { recursive: true, force: true });
  }
}

async function inTurn(client: pg.Client, sql: string): Promise<void> {
  for (const each of sql.split('; ')) await client.query(each);
}

/** The shortest of several runs, each rolled back. */
async function measure(client: pg.Client, sql: string): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    await client.query('begin');
    const began = performance.now();
    await client.query(sql);
    times.push(performance.now() - began);
    await client.query('rollback');
  }
  return Math.min(...times);
}

interface Finding {
  readonly revision: string;
  readonly block: { readonly duration: { readonly lowMs: number; readonly highMs: number } | null } | null;
}

/** What `lint --stats` says, a revision for each kind, all above the tables. */
function predict(root: string, url: string): ReadonlyMap<string, { lowMs: number; highMs: number }> {
  const folder = join(root, 'features/shop/migrations');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(root, 'package.json'), '{ "name": "bench", "private": true }');
  writeFileSync(join(root, 'migrate.config.json'), '{}');
  writeFileSync(join(root, 'features/shop/slice.json'), '{ "label": "shop", "schema": null }');
  const write = (id: string, revises: string, sql: string): void =>
    writeFileSync(
      join(folder, `${id}.sql`),
      `-- revision: ${id}\n${revises}-- message: ${id}\n\n-- migrate:upgrade\n${sql};\n\n-- migrate:downgrade\nselect 1;\n`,
    );
  write('a0', '', SCHEMA);
  const ids = new Map(Object.entries(KINDS).map(([kind, sql], at) => [`b${at}`, { kind, sql }]));
  for (const [id, { sql }] of ids) write(id, '-- revises: a0\n', sql);
  migrate(root, 'stats', '--url', url, '--interval', '100ms', '--out', 'stats.json');
  const found = new Map<string, { lowMs: number; highMs: number }>();
  for (const [id, { kind }] of ids) {
    const { findings } = JSON.parse(migrate(root, 'lint', id, '--stats', 'stats.json', '--json'));
    const timed = findings.find((each: Finding) => each.block?.duration != null);
    if (timed === undefined) console.log(`${kind} was not timed: ${JSON.stringify(findings)}`);
    else found.set(kind, timed.block.duration);
  }
  return found;
}

function migrate(cwd: string, ...args: readonly string[]): string {
  const { stdout, stderr, status } = spawnSync(process.execPath, [BIN, ...args], { cwd, encoding: 'utf8' });
  if (status !== 0 && status !== 3) throw new Error(`migrate ${args[0]}: ${stderr}`);
  return stdout;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
