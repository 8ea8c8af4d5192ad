import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * A workspace, and the most memory that `migrate upgrade` of it may take, in megabytes: of the process, or more than it takes with the same workspace and
 * `BENCH_ROWS=0`.
 *
 * @typedef {{ name: string, limit: number, grows?: boolean, write: (folder: string) => void, check: string, expect: number }} MemoryCase
 */

/**
 * @param {{ megabytes: number, revisions: number, rows: number }} sizes
 * @returns {readonly MemoryCase[]}
 */
export function memoryCases({ megabytes, revisions, rows }) {
  const lines = Math.ceil((megabytes * 2 ** 20) / 100);
  const table = 'create table t (id bigint, body text);\n';
  return [
    {
      ...{ name: `COPY, ${megabytes} MB`, limit: 200, check: 'select count(*) from t', expect: lines },
      write: (folder) =>
        bigFile(folder, `${table}copy t (id, body) from stdin;\n`, lines, (n) => `${n}\t${'x'.repeat(90)}\n`, '\\.\n'),
    },
    {
      ...{ name: `INSERT, ${megabytes} MB`, limit: 200, check: 'select count(*) from t', expect: lines },
      write: (folder) =>
        bigFile(folder, table, lines, (n) => `insert into t values (${n}, '${'x'.repeat(62)}');\n`, ''),
    },
    {
      ...{ name: `${revisions} pending revisions`, limit: 150 },
      ...{ check: "select count(*) from pg_class where relname like 'pending%'", expect: revisions },
      write: (folder) => {
        for (let n = 0; n < revisions; n += 1) {
          const sections = `create table pending_${n} (a int);\n\n-- migrate:downgrade\ndrop table pending_${n};\n`;
          writeFileSync(revision(folder, n, '--'), `${header(n, '--')}\n-- migrate:upgrade\n${sections}`);
        }
      },
    },
    {
      ...{ name: `op.stream, ${rows} rows`, limit: 80, grows: true, check: 'select n from seen', expect: rows },
      write: (folder) =>
        code(
          folder,
          `let n = 0;
  for await (const row of op.stream('select a, repeat($$x$$, 50) as b from generate_series(1, $1::int) a', [rows])) n += row.b.length / 50;
  await op.execute('create table seen as select $1::int as n', [n]);`,
        ),
    },
    {
      ...{ name: `op.copyFrom, ${rows} rows`, limit: 80, grows: true, check: 'select count(*) from t', expect: rows },
      write: (folder) =>
        code(
          folder,
          `await op.execute('create table t (a int, b text)');
  await op.copyFrom('t', ['a', 'b'], (async function* () { for (let a = 0; a < rows; a += 1) yield [a, 'x'.repeat(50)]; })());`,
        ),
    },
  ];
}

/** @param {number} n @param {string} comment */
function header(n, comment) {
  const parent = n === 0 ? '' : `${comment} revises: ${id(n - 1)}\n`;
  return `${comment} revision: ${id(n)}\n${parent}${comment} message: step ${n}\n`;
}

/** @param {number} n */
function id(n) {
  return n.toString(16).padStart(12, '0');
}

/** @param {string} folder @param {number} n @param {string} comment */
function revision(folder, n, comment) {
  const path = join(folder, 'features/bench/migrations', `${id(n)}.${comment === '--' ? 'sql' : 'ts'}`);
  if (n === 0) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "type": "module", "workspaces": ["features/*"] }\n');
    writeFileSync(join(folder, 'features/bench/slice.json'), '{ "label": "bench" }\n');
  }
  return path;
}

/** @param {string} folder @param {string} before @param {number} lines @param {(n: number) => string} line @param {string} after */
function bigFile(folder, before, lines, line, after) {
  const file = openSync(revision(folder, 0, '--'), 'w');
  writeSync(file, `${header(0, '--')}\n-- migrate:upgrade\n${before}`);
  for (let n = 0; n < lines; ) {
    let text = '';
    for (const end = Math.min(lines, n + 10_000); n < end; n += 1) text += line(n);
    writeSync(file, text);
  }
  writeSync(file, `${after}\n-- migrate:downgrade\ndrop table t;\n`);
  closeSync(file);
}

/** @param {string} folder @param {string} body */
function code(folder, body) {
  const text = `${header(0, '//')}
export async function upgrade(op) {
  const rows = Number(process.env.BENCH_ROWS);
  ${body}
}
export async function downgrade() {}
`;
  writeFileSync(revision(folder, 0, '//'), text);
}
