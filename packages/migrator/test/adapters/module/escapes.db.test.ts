import { describe, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts';
import { SAMPLE, sampled } from '../../support/sample.ts';
import { writeTree } from '../fs/write-tree.ts';
import { type Spawned, spawnCli } from './spawn-cli.ts';

const FILE = 'features/events/migrations/b.ts';
const INSERT = `await op.execute('insert into t values (1)');`;

/** Ends with what the whole command said, and what is in the database. */
async function upgrade(body: string, options: { header?: string; top?: string; config?: string } = {}) {
  const database = await freshDatabase();
  const root = writeTree({
    'package.json': '{ "type": "module" }',
    'migrate.config.json': options.config ?? '{}',
    'features/events/slice.json': '{ "label": "events", "schema": null }',
    'features/events/migrations/a.sql':
      '-- revision: aaaa\n-- message: a\n-- migrate:upgrade\ncreate table t (a int);\n-- migrate:downgrade\ndrop table t;\n',
    'features/events/helper.ts': `export function help(): void {\n  throw new Error('deep');\n}\n`,
    [FILE]: `// revision: bbbb
// revises: aaaa
// message: b
${options.header ?? '//'}
import { help } from '../helper.ts';
${options.top ?? ''}
export async function upgrade(op: any) {
${body}
}
export async function downgrade() { help(); }
`,
  });
  const ran = await spawnCli(['upgrade', 'heads', '--json', '--url', database.url], root);
  expect(ran.stderr + ran.stdout).toMatch(/lease-acquired|error/);
  return { ran, ...(await left(database)) };
}

async function left(database: FreshDatabase): Promise<{ rows: unknown; applied: unknown; lease: unknown }> {
  const [made] = await database.query("select to_regclass('t') as t, to_regnamespace('braid') as braid");
  if (made?.t === null && made.braid === null) return NOTHING;
  const [found] = await database.query(`select (select count(*)::int from t) as rows,
    (select array_agg(revision order by revision) from braid.applied) as applied, (select run_id from braid.lease) as lease`);
  return { rows: found?.rows, applied: found?.applied, lease: found?.lease };
}

/** Code is loaded before the first statement: what fails there leaves not even the state. */
const NOTHING = { rows: 'no table', applied: 'no state', lease: 'no state' };

/** All of standard output is JSON: an object a line, or one document. */
function lastJson({ stdout }: Spawned): unknown {
  const lines = stdout.trim().split('\n');
  const documents = lines.every((line) => line.startsWith('{') && line.endsWith('}')) ? lines : [stdout];
  return documents.map((text): unknown => JSON.parse(text)).at(-1);
}

const never = 'await new Promise(() => {});';
const quick = { config: '{ "runner": { "idleInTransactionTimeout": 1500 } }' };

/** A form of escaping, its code, and what the message says of it. */
const forms: readonly (readonly [string, string, string, string, Parameters<typeof upgrade>[1]?])[] = [
  ['a last call is not awaited', `${INSERT}\nop.execute('select pg_sleep(0.2)');`, 'data-revision-unawaited', 'b.ts:9'],
  [
    'many',
    `${INSERT} for (const a of [1, 2]) op.execute('select $1::int', [a]);`,
    'data-revision-unawaited',
    'and 1 more',
  ],
  [
    'in a callback',
    `${INSERT} [1].forEach(async () => { await op.execute('select 1'); await op.execute('select pg_sleep(0.2)') });`,
    'data-revision-unawaited',
    'select',
  ],
  [
    'a rejection',
    `${INSERT}\nPromise.reject(new Error('lost'));\nawait op.execute('select pg_sleep(0.1)');`,
    'data-revision-unhandled',
    'b.ts:9: an error that its code does not await: "lost"',
  ],
  ['a rejection of no Error', `${INSERT} Promise.reject();`, 'data-revision-unhandled', 'undefined'],
  [
    'a timer that throws',
    `${INSERT}\nsetTimeout(() => {\nthrow new Error('late') }, 1); await op.execute('select pg_sleep(0.2)');`,
    'data-revision-unhandled',
    'b.ts:10: an error',
  ],
  [
    'a failed statement that is not awaited',
    `${INSERT} op.execute('select nix'); await op.execute('select 1').catch(() => {});`,
    'data-revision-unhandled',
    'nix',
  ],
  ['process.exit(0)', `${INSERT}\nprocess.exit(0);`, 'data-revision-exit', 'b.ts:9: process.exit(0)'],
  [
    'process.exit in a timer',
    `${INSERT} setTimeout(() => process.exit(), 1); await op.execute('select pg_sleep(0.2)');`,
    'data-revision-exit',
    'process.exit()',
  ],
  [
    'process.exit that is caught',
    `${INSERT} try { process.exit(3); } catch {}`,
    'data-revision-exit',
    'process.exit(3)',
  ],
  ['process.exit at the top', INSERT, 'data-revision-exit', 'b.ts:6: process.exit(0)', { top: 'process.exit(0);' }],
  ['commit; begin', `${INSERT} await op.execute('commit; begin');`, 'data-revision-transaction-control', 'COMMIT'],
  [
    'behind a statement',
    `${INSERT} await op.execute('select 1; /* x */ end; start transaction');`,
    'data-revision-transaction-control',
    'END',
  ],
  [
    'past op.execute',
    `${INSERT} await op.db.$client.query('select 1; rollback; begin');`,
    'data-revision-transaction-control',
    'ROLLBACK',
  ],
  ['throw of a text', `${INSERT}\nthrow 'no';`, 'data-revision-failed', 'threw "no", which is not an Error'],
  ['throw of undefined', `${INSERT} throw undefined;`, 'data-revision-failed', 'undefined'],
  ['throw of an object', `${INSERT} throw Object.create(null);`, 'data-revision-failed', '{}'],
  ['an Error', `${INSERT}\n\nthrow new Error('own');`, 'data-revision-failed', 'b.ts:10: own'],
  ['an Error in a helper', `${INSERT} help();`, 'data-revision-failed', 'helper.ts:2: deep'],
  ['an Error of the server', `${INSERT}\nawait op.execute('select nix');`, 'statement-failed', 'b.ts:9: column'],
  ['an endless wait', `${INSERT} ${never}`, 'data-revision-stalled', 'neither ended nor used op', quick],
  ['an endless wait at the top', INSERT, 'data-revision-stalled', 'loading the file', { ...quick, top: never }],
];

describe('code that escapes is stopped, and rolled back as a whole', () => {
  const cases = forms.map(([form, body, code, said, options]) => ({ form, body, code, said, options }));
  test.each(sampled(cases, 2))(`$form (${SAMPLE})`, async ({ body, code, said, options }) => {
    const { ran, ...database } = await upgrade(body, options);
    expect(ran).toMatchObject({ code: 1 });
    expect(lastJson(ran)).toMatchObject({
      error: { code, message: expect.stringContaining(said) },
    });
    expect(ran.stdout + ran.stderr).not.toMatch(/braid-modules|\bat .*:\d+:\d+/);
    // Nothing of it is committed, and nobody has to wait for the lease.
    expect(database).toEqual(options?.top === undefined ? { rows: 0, applied: ['aaaa'], lease: null } : NOTHING);
  });
});

describe('without a transaction', () => {
  test('what was committed stays, and the message says so', async () => {
    const off = { header: '// migrate:upgrade transaction=off' };
    const { ran, ...database } = await upgrade(`${INSERT} process.exit(0);`, off);
    expect(lastJson(ran)).toMatchObject({ error: { code: 'data-revision-exit' } });
    expect(ran.stdout).toContain('what it committed stays');
    expect(database).toEqual({ rows: 1, applied: ['aaaa'], lease: null });
  });
});

test('what code prints goes to standard error', async () => {
  const { ran, ...database } = await upgrade(
    `${INSERT} console.log('printed'); process.stdout.write('written'); console.table([1]); op.log('told');`,
    { top: `console.log('loaded');` },
  );
  expect(ran.code).toBe(0);
  lastJson(ran);
  for (const text of ['printed', 'written', 'loaded']) {
    expect(ran.stderr).toContain(text);
    expect(ran.stdout).not.toContain(text);
  }
  expect(database).toEqual({ rows: 1, applied: ['aaaa', 'bbbb'], lease: null });
});

test.each([
  [`setTimeout(async () => { await op.execute('insert into t values (2)'); }, 1_500);`],
  [`setTimeout(() => op.db.$client.query('insert into t values (2)'), 1_500);`],
  [
    `op.signal.addEventListener('abort', () => {}); setTimeout(async () => { for (;;) await op.execute('insert into t values (2)'); }, 1_500);`,
  ],
])('op refuses everything once the revision has ended: %s', async (late) => {
  const { ran, ...database } = await upgrade(`${INSERT} ${late}`);
  expect(ran.code).toBe(1);
  lastJson(ran);
  expect(ran.stderr).toContain('data-revision-ended');
  expect(ran.stderr).toContain('was not sent');
  expect(database).toEqual({ rows: 1, applied: ['aaaa', 'bbbb'], lease: null });
});

test.each([
  [`${INSERT}\nlet i = 0;\nfor (;;) {\ni += 1;\n}`, '', /b\.ts:1[01]: upgrade blocked the process/],
  [INSERT, 'while (true) {}', /b\.ts:6: loading the file blocked the process/],
  // Begun when the run has failed for its silence, and nobody waits for the code any more.
  [
    INSERT,
    'await new Promise((resolve) => setTimeout(resolve, 3_000));\nwhile (true) {}',
    /b\.ts:7: loading the file blocked the process/,
  ],
])('an endless loop ends the process, with the place: %s', async (body, top, said) => {
  const { ran, rows, applied } = await upgrade(body, { ...quick, top });
  expect(ran.code).toBe(1);
  expect(ran.stderr).toContain('error [data-revision-stalled]');
  expect(ran.stderr).toMatch(said);
  if (top.startsWith('await')) expect(ran.stdout).toContain('neither ended nor used op');
  expect({ rows, applied }).toEqual(
    top === '' ? { rows: 0, applied: ['aaaa'] } : { rows: NOTHING.rows, applied: NOTHING.applied },
  );
});
