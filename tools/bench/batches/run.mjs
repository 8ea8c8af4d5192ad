// `npm run bench:batches`: a table changed in batches, on a server of its own with a standby: time and latencies beside one UPDATE and a naive loop, what 20 kills -9 leave,
// how soon another worker takes over, how soon a replica that is behind pauses them, key spaces with gaps, PgBouncer. Prints every goal as met or missed; exits with 1 when what is
// exact (rows that changed once, no empty batch) is wrong. `--rows <n>` (2000000), `--kills <n>` (20), `--part <name>` (all). Method and figures: docs/benchmarks.md.
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { foundOf, summary } from '../goals.mjs';
import { EMBEDDED, record } from '../record.mjs';
import { costs } from './costs.mjs';
import { gaps, killed, lag, pooled, takeover } from './exact.mjs';
import { latencies, time } from './pace.mjs';
import { ask, startPair } from './pair.mjs';
import { migrated } from './worker.mjs';

const { values } = parseArgs({
  options: { rows: { type: 'string' }, kills: { type: 'string' }, part: { type: 'string' } },
});
const rows = Number(values.rows ?? 2_000_000);
const kills = Number(values.kills ?? 20);
const load = () => loadavg()[0]?.toFixed(1);

const pair = await startPair();
let databases = 0;
async function fresh(/** @type {string} */ root, detach = false) {
  databases += 1;
  const name = `bench_${databases}`;
  await ask(pair.url, `create database ${name}`);
  const url = Object.assign(new URL(pair.url), { pathname: `/${name}` }).href;
  await migrated(root, url, ['upgrade', 'a1']);
  // As autovacuum has left every table that is not new; it is still to come here, and would come in the middle.
  await ask(url, 'vacuum (analyze) accounts');
  if (detach) await migrated(root, url, ['upgrade', '--detach']);
  // Both would take a core, or the disk, from what is measured.
  await pair.settled();
  return url;
}

/** What has been measured is not to be vacuumed while something else is. */
async function drop(/** @type {string} */ url) {
  await ask(pair.url, `drop database ${new URL(url).pathname.slice(1)} with (force)`);
}

/** @type {import('../record.mjs').Table[]} */
const tables = [];
const parts = { time, costs, latencies, kills: killed, takeover, lag, gaps, pooled };
try {
  console.log(
    `PostgreSQL 18 with a standby, Node ${process.versions.node}, ${rows.toLocaleString('en-US')} rows; load average ${load()} before\n`,
  );
  for (const [name, part] of Object.entries(parts)) {
    if (values.part === undefined || values.part === name) await part({ pair, rows, kills, fresh, drop, tables });
  }
  process.exitCode = summary() ? 0 : 1;
  console.log(`load average ${load()} after`);
  const { missed, table } = foundOf(`${rows.toLocaleString('en-US')} rows`);
  record('batches', { rounds: 1, missed, tables: [table, ...tables], server: `${EMBEDDED} with a standby` });
} finally {
  await pair.stop();
}
