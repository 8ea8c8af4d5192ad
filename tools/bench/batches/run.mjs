// `npm run bench:batches`: a table changed in batches, on a server of its own with a standby: time and latencies beside one UPDATE and a naive loop, what 20 kills -9 leave,
// how soon another worker takes over, how soon a replica that is behind pauses them, and key spaces with gaps. Prints goals and figures; exits with 1 when what is
// exact (rows that changed once, no empty batch) is wrong. `--rows <n>` (2000000), `--kills <n>` (20), `--part <name>` (all). Method and figures: docs/benchmarks.md.
import { loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { underLoad } from './latencies.mjs';
import { ask, startPair } from './pair.mjs';
import { migrate, migrated, writeWorkspace } from './worker.mjs';

const { values } = parseArgs({
  options: { rows: { type: 'string' }, kills: { type: 'string' }, part: { type: 'string' } },
});
const rows = Number(values.rows ?? 2_000_000);
const kills = Number(values.kills ?? 20);
const load = () => loadavg()[0]?.toFixed(1);
let isWrong = false;

const pair = await startPair();
let databases = 0;
/** A database with the table, and the revision registered unless it is run otherwise. */
async function fresh(/** @type {string} */ root, detach = false) {
  databases += 1;
  const name = `bench_${databases}`;
  await ask(pair.url, `create database ${name}`);
  const url = Object.assign(new URL(pair.url), { pathname: `/${name}` }).href;
  await migrated(root, url, ['upgrade', 'a1']);
  if (detach) await migrated(root, url, ['upgrade', '--detach']);
  return url;
}

const line = (/** @type {string} */ what, /** @type {string} */ found, /** @type {string} */ goal) =>
  console.log(`${what.padEnd(46)} ${found.padStart(14)}   ${goal}`);
const ms = (/** @type {number} */ value) => `${Math.round(value)} ms`;

/** @type {Record<string, () => Promise<void>>} */
const parts = {
  async time() {
    const root = writeWorkspace(rows);
    const everything = 'update accounts set balance = balance + 1';
    const alone = await fresh(root);
    const began = performance.now();
    await ask(alone, everything);
    const one = performance.now() - began;
    const batched = await fresh(root);
    const start = performance.now();
    await migrated(root, batched, ['upgrade']);
    const all = performance.now() - start;
    line(`one UPDATE of ${rows.toLocaleString('en-US')} rows`, ms(one), '');
    line('batches', ms(all), `${(all / one).toFixed(2)} × (goal: 1.15)`);
    /** @type {[string, (url: string) => Promise<unknown>][]} */
    const modes = [
      ['nothing', () => pause(5_000)],
      ['one UPDATE', (url) => ask(url, everything)],
      ['a naive loop of 50,000 rows', (url) => naive(url, 50_000)],
      ['batches', (url) => migrated(root, url, ['upgrade'])],
    ];
    console.log(
      `\n${'with 400 statements a second'.padEnd(30)} readers p99  writers p99  writers worst      took   p99 ratios`,
    );
    /** @type {{ readersP99: number, writersP99: number } | undefined} */
    let idle;
    for (const [name, work] of modes) {
      const url = await fresh(root);
      const found = await underLoad(url, () => work(url));
      idle ??= found;
      const cells = [found.readersP99, found.writersP99, found.writersWorst, found.tookMs].map(ms);
      const ratios = [found.readersP99 / idle.readersP99, found.writersP99 / idle.writersP99].map((each) =>
        each.toFixed(1),
      );
      console.log(
        `${name.padEnd(30)} ${cells[0]?.padStart(11)} ${cells[1]?.padStart(12)} ${cells[2]?.padStart(14)} ${cells[3]?.padStart(9)}   ${ratios.join(' ')}`,
      );
    }
    console.log('goals: worst writer 150 ms; p99 at most twice that of nothing\n');
  },

  async kills() {
    const root = writeWorkspace(rows, { options: 'batch-target=50ms batch-size=500' });
    const url = await fresh(root, true);
    const left = async () => Number((await ask(url, 'select count(*) as n from braid.batch'))[0]?.n ?? 0);
    let done = 0;
    for (; done < kills && (await until(left)) > 0; done += 1) {
      const { child, ended } = migrate(root, url, ['batches', 'work', '--lease', '1s']);
      await pause(300 + Math.random() * 1_200);
      if (done % 2 === 1) {
        const [session] = await ask(
          url,
          "select pid from pg_stat_activity where application_name like 'braid%' and datname = current_database() limit 1",
        );
        if (session !== undefined) process.kill(Number(session.pid), 'SIGKILL');
        await pause(Math.random() * 500);
      }
      child.kill('SIGKILL');
      await ended;
    }
    const inTheMiddle = await until(left);
    await until(() => migrated(root, url, ['batches', 'work', '--lease', '1s']));
    const found = await ask(url, 'select balance, count(*)::int as n from accounts group by balance order by balance');
    const isExact = found.length === 1 && found[0]?.balance === '1' && found[0]?.n === rows;
    isWrong ||= !isExact;
    line(
      `${done} kills of worker and server${inTheMiddle > 0 ? '' : ' (done before the last)'}`,
      isExact ? 'each row once' : JSON.stringify(found),
      'goal: each row once',
    );
  },

  async takeover() {
    const root = writeWorkspace(Math.min(rows, 100_000), { options: 'batch-target=50ms batch-size=500', slow: true });
    const url = await fresh(root, true);
    /** @type {(at: number) => void} */
    let begun = () => {};
    const first = new Promise((resolve) => (begun = resolve));
    const one = migrate(
      root,
      url,
      ['batches', 'work', '--lease', '3s'],
      ({ type }) => type === 'batch-done' && begun(0),
    );
    await first;
    let batches = 0;
    /** @type {(at: number) => void} */
    let took = () => {};
    const over = new Promise((resolve) => (took = resolve));
    const two = migrate(root, url, ['batches', 'work', '--lease', '3s'], ({ type }) => {
      if (type !== 'batch-done') return;
      batches += 1;
      took(performance.now());
    });
    await pause(2_000);
    const stoodBy = batches === 0;
    one.child.kill('SIGKILL');
    const killed = performance.now();
    const after = Number(await over) - killed;
    two.child.kill('SIGTERM');
    await Promise.all([one.ended, two.ended]);
    isWrong ||= !stoodBy;
    line('two workers: the second one', stoodBy ? 'stands by' : `ran ${batches}`, 'goal: stands by');
    line('takes over after a kill, lease 3 s', ms(after), 'goal: lease + 1 s');
  },

  async lag() {
    const root = writeWorkspace(Math.min(rows, 100_000), {
      options: 'batch-target=50ms batch-size=500 throttle="lag<500ms"',
      slow: true,
    });
    const url = await fresh(root, true);
    await until(async () => {
      const [row] = await ask(
        pair.url,
        'select pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn) as n from pg_stat_replication',
      );
      if (Number(row?.n ?? 1) > 0) throw new Error('the standby is behind');
    });
    /** @type {Record<string, (at: number) => void>} */
    const hears = {};
    const heard = (/** @type {string} */ type) =>
      new Promise((resolve) => (hears[type] = () => resolve(performance.now())));
    const [running, paused, resumed] = [heard('batch-done'), heard('batches-paused'), heard('batches-resumed')];
    const { child, ended } = migrate(root, url, ['batches', 'work'], ({ type }) => hears[type]?.(0));
    await running;
    await pause(1_500);
    await ask(pair.standbyUrl, 'select pg_wal_replay_pause()');
    const stopped = performance.now();
    const toPause = Number(await Promise.race([paused, ended.then(() => Number.NaN)])) - stopped - 500;
    await ask(pair.standbyUrl, 'select pg_wal_replay_resume()');
    const freed = performance.now();
    const toResume = Number(await Promise.race([resumed, ended.then(() => Number.NaN)])) - freed;
    child.kill('SIGTERM');
    await ended;
    line('a replica is behind: pauses after', ms(toPause), 'goal: 2 s');
    line('it has caught up: resumes after', ms(toResume), 'goal: 3 s');
  },

  async gaps() {
    const root = writeWorkspace(Math.min(rows, 1_000_000), { step: 100 });
    const url = await fresh(root);
    let [last, empty, count] = [0, 0, 0];
    const before = await scans(url);
    await migrated(root, url, ['upgrade'], ({ type, keys }) => {
      if (type !== 'batch-done') return;
      count += 1;
      if (keys <= last) empty += 1;
      last = keys;
    });
    const scanned = (await scans(url)) - before;
    isWrong ||= empty > 0;
    line(`keys with 99% gaps: ${count} batches`, `${empty} empty`, 'goal: none');
    line('sequential scans of the table meanwhile', String(scanned), 'goal: none');
  },
};

/** Waits for a server that was killed. */
async function until(/** @type {() => Promise<any>} */ work) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries > 100) throw error;
      await pause(200);
    }
  }
}

async function scans(/** @type {string} */ url) {
  // The statistics of a session are there when it has ended.
  await pause(1_500);
  const [row] = await ask(url, "select seq_scan::int as n from pg_stat_user_tables where relname = 'accounts'");
  return Number(row?.n ?? 0);
}

async function naive(/** @type {string} */ url, /** @type {number} */ size) {
  for (let from = 0; from < rows; from += size) {
    await ask(url, `update accounts set balance = balance + 1 where id > ${from} and id <= ${from + size}`);
  }
}

try {
  console.log(
    `PostgreSQL 18 with a standby, Node ${process.versions.node}, ${rows.toLocaleString('en-US')} rows; load average ${load()} before\n`,
  );
  for (const [name, part] of Object.entries(parts)) {
    if (values.part === undefined || values.part === name) await part();
  }
  console.log(`\nload average ${load()} after`);
} finally {
  await pair.stop();
}
process.exitCode = isWrong ? 1 : 0;
