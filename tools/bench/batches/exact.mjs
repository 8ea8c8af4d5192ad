import { setTimeout as pause } from 'node:timers/promises';
import { judge, ms, tell } from '../goals.mjs';
import { ask } from './pair.mjs';
import { startPooler } from './pooler.mjs';
import { migrate, migrated, writeWorkspace } from './worker.mjs';

/**
 * @typedef {object} Bench
 * @property {import('./pair.mjs').Pair} pair
 * @property {number} rows
 * @property {number} kills
 * @property {import('../record.mjs').Table[]} tables to be recorded, beside the goals
 * @property {(root: string, detach?: boolean) => Promise<string>} fresh a database with the table, and the revision registered unless it is run otherwise
 * @property {(url: string) => Promise<void>} drop
 */

const SMALL = 'batch-target=50ms batch-size=500';

/** Whatever is killed, each row is changed once. @param {Bench} bench */
export async function killed({ fresh, rows, kills }) {
  const root = writeWorkspace(rows, { options: SMALL });
  const url = await fresh(root, true);
  const left = async () => Number((await ask(url, 'select count(*) as n from braid.batch'))[0]?.n ?? 0);
  let done = 0;
  for (; done < kills && (await until(left)) > 0; done += 1) {
    const { child, ended } = migrate(root, url, ['batches', 'work', '--lease', '1s']);
    await pause(300 + Math.random() * 1_200);
    if (done % 2 === 1) await crash(url);
    child.kill('SIGKILL');
    await ended;
  }
  const inTheMiddle = await until(left);
  await until(() => migrated(root, url, ['batches', 'work', '--lease', '1s']));
  await judgeRows(
    url,
    rows,
    `${done} × kill -9 of worker and server${inTheMiddle > 0 ? '' : ' (done before the last)'}`,
  );
}

/** Kills a session of the worker: the server ends all others, and starts again. @param {string} url */
async function crash(url) {
  // The server may still be recovering from the crash before this one.
  const [session] = await until(() =>
    ask(
      url,
      "select pid from pg_stat_activity where application_name like 'braid%' and datname = current_database() limit 1",
    ),
  );
  if (session !== undefined) process.kill(Number(session.pid), 'SIGKILL');
  await pause(Math.random() * 500);
}

/** @param {string} url @param {number} rows @param {string} what */
async function judgeRows(url, rows, what) {
  const found = await ask(url, 'select balance, count(*)::int as n from accounts group by balance order by balance');
  const isExact = found.length === 1 && found[0]?.balance === '1' && found[0]?.n === rows;
  judge(what, isExact ? 'each row once' : JSON.stringify(found).slice(0, 200), isExact, 'each row once', {
    isExact: true,
  });
}

/** @param {Bench} bench */
export async function takeover({ fresh, rows }) {
  const root = writeWorkspace(Math.min(rows, 100_000), { options: SMALL, slow: true });
  const url = await fresh(root, true);
  /** @type {(at: number) => void} */
  let begun = () => {};
  const first = new Promise((resolve) => (begun = resolve));
  const work = ['batches', 'work', '--lease', '3s'];
  const one = migrate(root, url, work, ({ type }) => type === 'batch-done' && begun(0));
  await first;
  let batches = 0;
  /** @type {(at: number) => void} */
  let took = () => {};
  const over = new Promise((resolve) => (took = resolve));
  const two = migrate(root, url, work, ({ type }) => {
    if (type !== 'batch-done') return;
    batches += 1;
    took(performance.now());
  });
  await pause(2_000);
  const stoodBy = batches === 0;
  one.child.kill('SIGKILL');
  const killedAt = performance.now();
  const after = Number(await over) - killedAt;
  two.child.kill('SIGTERM');
  await Promise.all([one.ended, two.ended]);
  const found = stoodBy ? 'stands by' : `ran ${batches}`;
  judge('of two workers, the second', found, stoodBy, 'stands by', { isExact: true });
  judge('first batch after a kill -9 of the other, lease 3 s', ms(after), after <= 4_000, 'lease + 1 s');
}

/** @param {Bench} bench */
export async function lag({ fresh, rows, pair }) {
  const root = writeWorkspace(Math.min(rows, 100_000), { options: `${SMALL} throttle="lag<500ms"`, slow: true });
  const url = await fresh(root, true);
  await until(async () => {
    const [row] = await ask(
      pair.url,
      'select pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn) as n from pg_stat_replication',
    );
    if (Number(row?.n ?? 1) > 0) throw new Error('the standby is behind');
    // It has the parts before this one to catch up with.
  }, 300);
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
  judge('a replica is behind its limit: pauses after', ms(toPause), toPause <= 2_000, '2 s');
  judge('it has caught up: resumes after', ms(toResume), toResume <= 3_000, '3 s');
}

/** @param {Bench} bench */
export async function gaps({ fresh, rows }) {
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
  const wide = (Math.min(rows, 1_000_000) * 100).toLocaleString('en-US');
  const how = { isExact: true };
  judge(`keys up to ${wide}, 99% gaps: of ${count} batches`, `${empty} empty`, empty === 0, 'none', how);
  judge('sequential scans of the table meanwhile', String(scanned), scanned === 0, 'none', how);
}

/** Through PgBouncer, one session after the other, killed and resumed. @param {Bench} bench */
export async function pooled({ fresh, rows, pair }) {
  const pooler = await startPooler(pair.url);
  if (pooler === undefined) return tell('PgBouncer is not installed', 'not run');
  try {
    const count = Math.min(rows, 200_000);
    const root = writeWorkspace(count, { options: SMALL });
    const url = await fresh(root);
    const through = pooler.through(url);
    for (let round = 0; round < 3; round += 1) {
      const { child, ended } = migrate(root, through, ['upgrade', '--lease', '1s']);
      await pause(1_200);
      // PgBouncer keeps the worker's connection while the server starts again, and may have lost what was committed last.
      if (round === 1) await crash(url);
      child.kill('SIGKILL');
      await ended;
    }
    await until(() => migrated(root, through, ['upgrade', '--lease', '1s', '--wait', '30s']));
    await judgeRows(url, count, `${pooler.version}, transaction mode, 3 × kill -9, a crash`);
  } finally {
    await pooler.stop();
  }
}

/** Waits for a server that was killed, or is behind. */
async function until(/** @type {() => Promise<any>} */ work, seconds = 20) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries > seconds * 5) throw error;
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
