import { setTimeout as pause } from 'node:timers/promises';
import { judge, ms, tell } from '../goals.mjs';
import { underLoad } from './latencies.mjs';
import { ask } from './pair.mjs';
import { median, serverCpuMs, watchProcess } from './watch-process.mjs';
import { migrate, migratedElsewhere, writeWorkspace } from './worker.mjs';

const EVERYTHING = 'update accounts set balance = balance + 1';
/** Longer batches, to compare: who writes a row of a batch waits for its end. */
const LONG = 'batch-target=50ms';

const ROUNDS = 3;
/** More, since a p99 of some hundred writers varies by half from one round to the next. */
const PAIRS = 5;

/**
 * Time, CPU and memory of all rows in batches, beside one UPDATE: the median of rounds that take turns.
 *
 * @param {import('./exact.mjs').Bench} bench
 */
export async function time(bench) {
  const root = writeWorkspace(bench.rows);
  /** @type {Awaited<ReturnType<typeof bothWays>>[]} */
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await bothWays(bench, root, round % 2 === 0));
  const of = (/** @type {(round: (typeof rounds)[number]) => number} */ figure) => median(rounds.map(figure));
  const found = (/** @type {(round: (typeof rounds)[number]) => number} */ figure) =>
    `${rounds.map((round) => Math.round(figure(round))).join(', ')} ms`;
  tell(
    `one UPDATE of ${bench.rows.toLocaleString('en-US')} rows`,
    found(({ one }) => one.tookMs),
  );
  tell(
    'its CPU, of the server',
    found(({ one }) => one.cpuMs),
  );
  const counts = rounds.map(({ count }) => count).join(', ');
  tell(
    `${counts} batches, with the start of the process (${ms(of(({ startedMs }) => startedMs))})`,
    found(({ all }) => all.tookMs),
  );
  tell(
    'their CPU, of server and worker',
    found(({ all, worker }) => all.cpuMs + worker.cpuMs),
  );
  const cpu = of(({ one, all, worker }) => (all.cpuMs + worker.cpuMs) / one.cpuMs);
  tell('CPU beside one UPDATE', `${cpu.toFixed(2)} ×`);
  const ratio = of(({ one, all }) => all.tookMs / one.tookMs);
  judge('total, median of the rounds', `${ratio.toFixed(2)} ×`, ratio <= 1.15, '1.15 × one UPDATE');
  const [
    {
      worker: { early, late, most },
    } = { worker: { early: 0, late: 0, most: 0 } },
  ] = rounds;
  judge(
    `memory of the worker, second quarter and last (most: ${Math.round(most)} MB)`,
    `${Math.round(early)} → ${Math.round(late)} MB`,
    late <= early * 1.1,
    'constant',
  );
}

/** @param {import('./exact.mjs').Bench} bench @param {string} root @param {boolean} oneFirst */
async function bothWays({ fresh, drop, pair }, root, oneFirst) {
  const [alone, batched] = [await fresh(root), await fresh(root)];
  const update = async () => {
    const found = await timed(pair.postmaster, () => ask(alone, EVERYTHING));
    await drop(alone);
    return found;
  };
  const early = oneFirst ? await update() : undefined;
  let count = 0;
  let startedMs = 0;
  /** @type {ReturnType<ReturnType<typeof watchProcess>['end']>} */
  let worker = { cpuMs: 0, early: 0, late: 0, most: 0 };
  const all = await timed(pair.postmaster, async () => {
    const spawned = performance.now();
    const run = migrate(root, batched, ['upgrade'], ({ type }) => {
      if (type === 'batch-done') count += 1;
      else if (type === 'revision-started') startedMs = performance.now() - spawned;
    });
    const watch = watchProcess(run.child.pid);
    const { code, said } = await run.ended;
    worker = watch.end();
    if (code !== 0) throw new Error(said);
  });
  await drop(batched);
  return { one: early ?? (await update()), all, count, startedMs, worker };
}

/** @param {number} postmaster @param {() => Promise<unknown>} work */
async function timed(postmaster, work) {
  const [cpu, began] = [serverCpuMs(postmaster), performance.now()];
  await work();
  const tookMs = performance.now() - began;
  // What has ended is counted when the server has taken notice.
  await pause(500);
  return { tookMs, cpuMs: serverCpuMs(postmaster) - cpu };
}

/** What readers and writers feel. @param {import('./exact.mjs').Bench} bench */
export async function latencies({ fresh, drop, rows, tables }) {
  const root = writeWorkspace(rows);
  const long = writeWorkspace(rows, { options: LONG });
  /** @type {number[]} */
  const statusMs = [];
  /** @type {[string, string, (url: string) => Promise<unknown>][]} */
  const judged = [
    // For about as long as batches take: a p99 of few requests is chance.
    ['nothing', root, () => pause(15_000)],
    ['batches', root, (url) => migratedElsewhere(root, url, ['upgrade'])],
  ];
  /** @type {typeof judged} */
  const beside = [
    ['one UPDATE', root, (url) => ask(url, EVERYTHING)],
    ['a naive loop of 50,000 rows', root, (url) => naive(url, rows, 50_000)],
    [`batches, ${LONG}`, long, (url) => migratedElsewhere(long, url, ['upgrade'])],
    // What is left without the disk: a commit of others waits until it has what batches wrote to WAL before it.
    ['nothing, fsync off', root, (url) => unsynced(url, () => pause(15_000))],
    ['batches, fsync off', root, (url) => unsynced(url, () => migratedElsewhere(root, url, ['upgrade']))],
  ];
  const rounds = [...Array.from({ length: PAIRS }, () => judged).flat(), ...beside];
  console.log(`\n${'with 400 statements a second'.padEnd(34)} readers p99  writers p99  writers worst      took`);
  /** @type {Record<string, Latencies[]>} */
  const results = {};
  for (const [name, workspace, work] of rounds) {
    const url = await fresh(workspace);
    const found = await underLoad(url, () => work(url));
    await drop(url);
    results[name] = [...(results[name] ?? []), found];
    const cells = cellsOf([found]);
    console.log(
      `${name.padEnd(34)} ${cells[0]?.padStart(11)} ${cells[1]?.padStart(12)} ${cells[2]?.padStart(14)} ${cells[3]?.padStart(9)}`,
    );
  }
  console.log('');
  tables.push({
    columns: ['with 400 statements a second', 'readers p99', 'writers p99', 'writers worst', 'took'],
    rows: Object.entries(results).map(([name, found]) => [name, ...cellsOf(found)]),
  });
  judgeLatencies(results.nothing ?? [], results.batches ?? []);
  const url = await fresh(root);
  await underLoad(url, async () => {
    const run = migrate(root, url, ['upgrade']);
    let isOver = false;
    void run.ended.then(() => (isOver = true));
    while (!isOver) {
      const began = performance.now();
      const { code } = await migrate(root, url, ['status']).ended;
      if (!isOver && code !== null) statusMs.push(performance.now() - began);
      await pause(200);
    }
    await run.ended;
  });
  const statusTook = median(statusMs);
  judge(`migrate status meanwhile (${statusMs.length} times, median)`, ms(statusTook), statusTook <= 1_000, '1 s');
}

/** @typedef {Awaited<ReturnType<typeof underLoad>>} Latencies */
/** @typedef {keyof Latencies} Figure */

/** @param {readonly Latencies[]} found of each round */
function cellsOf(found) {
  return /** @type {const} */ (['readersP99', 'writersP99', 'writersWorst', 'tookMs']).map((of) =>
    found.map((round) => ms(round[of])).join(', '),
  );
}

/** @param {readonly Latencies[]} idle @param {readonly Latencies[]} found */
function judgeLatencies(idle, found) {
  // Where nothing takes as long, the machine is what they wait for.
  const most = Math.max(150, ...idle.map(({ writersWorst }) => writersWorst));
  const worst = Math.max(...found.map(({ writersWorst }) => writersWorst));
  judge(`batches: writers' worst of ${found.length} rounds`, ms(worst), worst <= most, `${ms(most)}`);
  for (const [who, of] of /** @type {[string, Figure][]} */ ([
    ["readers' p99", 'readersP99'],
    ["writers' p99", 'writersP99'],
  ])) {
    const ratio = median(found.map((round, at) => round[of] / (idle[at]?.[of] ?? 0)));
    judge(`batches: ${who}, median of the rounds`, `${ratio.toFixed(1)} × idle`, ratio <= 2, '2 × idle');
  }
}

/** @param {string} url @param {() => Promise<unknown>} work */
async function unsynced(url, work) {
  await ask(url, 'alter system set fsync = off');
  await ask(url, 'select pg_reload_conf()');
  try {
    await work();
  } finally {
    await ask(url, 'alter system reset fsync');
    await ask(url, 'select pg_reload_conf()');
  }
}

async function naive(/** @type {string} */ url, /** @type {number} */ rows, /** @type {number} */ size) {
  for (let from = 0; from < rows; from += size) {
    await ask(url, `${EVERYTHING} where id > ${from} and id <= ${from + size}`);
  }
}
