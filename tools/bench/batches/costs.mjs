import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { ask } from './pair.mjs';
import { median, serverCpuMs, watchProcess } from './watch-process.mjs';
import { migrate, writeWorkspace } from './worker.mjs';

const EVERYTHING = 'update accounts set balance = balance + 1';

/** What a message of the worker is for, by its text. */
const KINDS = /** @type {const} */ ([
  ['looking for the next rows', /order by t\."id" (offset|limit)/],
  ['the statement', /update accounts set/],
  ['proof, cursor and commit', /cursor_key/],
  ['everything else of the run', /./],
]);

/**
 * Where the server spends its CPU, for each kind of message (`log_statement_stats`), compared with one UPDATE.
 *
 * @param {import('./exact.mjs').Bench} bench
 */
export async function costs({ fresh, drop, rows, pair, tables }) {
  const root = writeWorkspace(rows);
  const [alone, batched] = [await fresh(root), await fresh(root)];
  const one = await spent(pair, alone, () => ask(alone, EVERYTHING));
  await drop(alone);
  let workerMs = 0;
  const all = await spent(pair, batched, async () => {
    const run = migrate(root, batched, ['upgrade']);
    const watch = watchProcess(run.child.pid);
    const { code, said } = await run.ended;
    workerMs = watch.end().cpuMs;
    if (code !== 0) throw new Error(said);
  });
  const whole = one.messages.find(({ sql }) => sql.includes(EVERYTHING))?.cpuMs ?? 0;
  const counted = KINDS.map(([name], at) => {
    const those = all.messages.filter(({ sql }) => KINDS.findIndex(([, text]) => text.test(sql)) === at);
    const each = median(those.map(({ cpuMs }) => cpuMs));
    return { name, count: those.length, each, cpuMs: those.reduce((sum, { cpuMs }) => sum + cpuMs, 0) };
  });
  const said = counted.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
  const lines = [
    { name: 'one UPDATE', count: 1, each: whole, cpuMs: whole },
    { name: 'other processes of the server meanwhile', count: 0, each: 0, cpuMs: Math.max(0, one.cpuMs - whole) },
    ...counted,
    { name: 'other processes of the server meanwhile', count: 0, each: 0, cpuMs: Math.max(0, all.cpuMs - said) },
    { name: 'the process of the worker', count: 0, each: 0, cpuMs: workerMs },
  ];
  const table = {
    columns: ['CPU', 'messages', 'median', 'sum', 'of one UPDATE'],
    rows: lines.map(({ name, count, each, cpuMs }) => [
      name,
      count === 0 ? '' : String(count),
      count === 0 ? '' : `${each.toFixed(1)} ms`,
      `${Math.round(cpuMs)} ms`,
      `${((cpuMs / whole) * 100).toFixed(1)}%`,
    ]),
  };
  tables.push(table);
  for (const [name = '', ...cells] of [table.columns, ...table.rows]) {
    console.log(`${name.padEnd(42)}${cells.map((cell) => cell.padStart(14)).join('')}`);
  }
  console.log('');
}

/** The CPU of the server, and of each message in a database. @param {import('./pair.mjs').Pair} pair @param {string} url @param {() => Promise<unknown>} work */
async function spent(pair, url, work) {
  const name = new URL(url).pathname.slice(1);
  await ask(url, `alter database ${name} set log_statement_stats = on`);
  const [from, cpu] = [statSync(pair.log).size, serverCpuMs(pair.postmaster)];
  await work();
  await pause(500);
  const cpuMs = serverCpuMs(pair.postmaster) - cpu;
  await ask(url, `alter database ${name} reset log_statement_stats`);
  return { cpuMs, messages: messagesIn(textFrom(pair.log, from)) };
}

/** @param {string} text */
function messagesIn(text) {
  return text.split('QUERY STATISTICS').flatMap((part) => {
    const [, user, system] = /!\t([\d.]+) s user, ([\d.]+) s system/.exec(part) ?? [];
    const [, sql] = /STATEMENT: {2}([\s\S]*?)(?:\n\S|$)/.exec(part) ?? [];
    return sql === undefined ? [] : [{ sql, cpuMs: (Number(user) + Number(system)) * 1_000 }];
  });
}

/** @param {string} path @param {number} from */
function textFrom(path, from) {
  const bytes = Buffer.alloc(statSync(path).size - from);
  const file = openSync(path, 'r');
  readSync(file, bytes, 0, bytes.length, from);
  closeSync(file);
  return bytes.toString('utf8');
}
