import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startEmbedded } from '../../../packages/migrator/dist/adapters/embedded/start-embedded.js';
import { EMBEDDED, record } from '../record.mjs';
import { memoryCases } from './cases.mjs';

/**
 * Most memory (resident, of the process) that `migrate upgrade` takes: `npm run bench:memory`, or smaller: `-- --megabytes 100 --revisions 2000 --rows 100000
 * --only COPY`.
 * Ends with 1 where it is more than it may be, or where not everything arrived.
 */
const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '1000' },
    revisions: { type: 'string', default: '10000' },
    rows: { type: 'string', default: '2000000' },
    only: { type: 'string', default: '' },
  },
});
const sizes = {
  megabytes: Number(values.megabytes),
  revisions: Number(values.revisions),
  rows: Number(values.rows),
};
const bin = resolve(import.meta.dirname, '../../../packages/migrator/bin/migrate.cjs');
const usage = resolve(import.meta.dirname, '../graph/report-usage.cjs');

const root = mkdtempSync(join(tmpdir(), 'braid-memory-'));
const server = await startEmbedded({
  folder: join(root, 'server'),
  profile: 'scratch',
  removeAtEnd: true,
  settings: { autovacuum: 'off', max_wal_size: '256MB' },
});
let isOver = false;
/** @type {string[][]} */
const rows = [];
/** @type {string[]} */
const missed = [];
try {
  for (const [index, each] of memoryCases(sizes).entries()) {
    if (!each.name.includes(values.only)) continue;
    const folder = join(root, String(index));
    each.write(folder);
    const base = each.grows === true ? await upgrade(folder, `base_${index}`, 0) : undefined;
    const { url, megabytes, seconds } = await upgrade(folder, `case_${index}`, sizes.rows);
    const found = Number(await one(url, each.check));
    const taken = Math.round(megabytes - (base?.megabytes ?? 0));
    const isWrong = taken > each.limit || found !== each.expect;
    isOver ||= isWrong;
    const what = base === undefined ? 'MB' : 'MB more than without rows';
    const rest = `${each.name}  (limit ${each.limit}, ${seconds.toFixed(1)} s${found === each.expect ? '' : `, ${found} of ${each.expect} arrived`})`;
    rows.push([each.name, `${taken} ${what}`, `≤ ${each.limit} MB`, `${seconds.toFixed(1)} s`]);
    if (isWrong) missed.push(`${taken} ${what}: ${rest}`);
    console.log(`${isWrong ? '✗' : '✓'} ${String(taken).padStart(4)} ${what}  ${rest}`);
    rmSync(folder, { recursive: true });
    await drop(`case_${index}`);
  }
  const columns = ['`migrate upgrade`', 'most memory', 'goal', 'time'];
  record('memory', { rounds: 1, missed, tables: [{ columns, rows }], server: EMBEDDED });
} finally {
  await server.stop();
  rmSync(root, { recursive: true, force: true });
}
process.exitCode = isOver ? 1 : 0;

/** @param {string} folder @param {string} name @param {number} rows */
async function upgrade(folder, name, rows) {
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  await one(server.url, `create database ${name}`);
  const file = join(root, 'usage.json');
  const began = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['--require', usage, bin, 'upgrade', '--url', url.href], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1', BENCH_USAGE_FILE: file, BENCH_ROWS: String(rows) },
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr.slice(-2000)}`);
  const seconds = (performance.now() - began) / 1000;
  return { url: url.href, seconds, megabytes: Number(JSON.parse(readFileSync(file, 'utf8')).megabytes) };
}

/** @param {string} name */
async function drop(name) {
  await one(server.url, `drop database ${name} with (force)`);
}

/** The first value that a statement returns. @param {string} url @param {string} sql @returns {Promise<unknown>} */
async function one(url, sql) {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}
