import { expect, test } from 'vitest';
import { splitStatements } from '../../../src/sql/script/split-statements.ts';
import { runCli } from '../../cli/run-cli.ts';
import { WORKSPACE } from '../../features/reference-history.ts';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts';

async function migrate(...argv: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await runCli(argv, { cwd: WORKSPACE });
  expect(exitCode, stderr).toBe(0);
  return stdout;
}

/** One statement after the other over one session. */
async function run(script: string, database: FreshDatabase): Promise<void> {
  const client = await database.connect();
  for (const { sql } of splitStatements(script, { slice: 'x', file: 'script.sql' })) await client.query(sql);
  await client.end();
}

const stateObjects = (database: FreshDatabase) =>
  database.query(
    `select table_name, column_name, data_type, is_nullable, column_default from information_schema.columns
where table_schema = 'braid' order by 1, ordinal_position`,
  );

test('ensure-version --sql makes the state that ensure-version makes, and a second time nothing', async () => {
  const [online, offline] = [await freshDatabase(), await freshDatabase()];
  await migrate('ensure-version', '--url', online.url);
  const script = await migrate('ensure-version', '--sql');
  await run(script, offline);
  const made = await stateObjects(offline);
  expect(made.length).toBeGreaterThan(20);
  expect(made).toEqual(await stateObjects(online));
  expect(await migrate('ensure-version', '--url', offline.url)).toBe('The schema braid already exists.\n');
  await migrate('stamp', 'common@head', '--url', offline.url);
  await run(script, offline);
  expect(await stateObjects(offline)).toEqual(made);
  expect(await migrate('current', '--url', offline.url)).toContain('8da744bf31d7');
});

test('--tag is in the header of a script, and in the log where it was run', async () => {
  const database = await freshDatabase();
  const tag = "release 7 -- it's";
  const script = await migrate('upgrade', 'common@d641', '--sql', '--tag', tag);
  expect(script).toContain(`--   tag:      ${tag}\n`);
  await run(script, database);
  await run(await migrate('stamp', 'base', '--purge', '--sql', '--tag', 'by hand'), database);
  await run(await migrate('stamp', 'base:common@d641', '--sql'), database);
  const tagged = await database.query(
    'select action, event, reason, count(*)::int as rows from braid.log group by run_id, 1, 2, 3 order by min(id)',
  );
  const stamps = tagged.find(({ action, reason }) => action === 'stamp' && reason === 'by hand')?.rows;
  expect(stamps).toBeGreaterThan(1);
  expect(tagged.filter(({ action }) => action !== 'upgrade')).toEqual([
    { action: 'run', event: 'started', reason: tag, rows: 1 },
    { action: 'run', event: 'done', reason: tag, rows: 1 },
    { action: 'run', event: 'started', reason: 'by hand', rows: 1 },
    { action: 'stamp', event: 'done', reason: 'by hand', rows: stamps },
    { action: 'run', event: 'done', reason: 'by hand', rows: 1 },
    { action: 'run', event: 'started', reason: null, rows: 1 },
    { action: 'stamp', event: 'done', reason: null, rows: stamps },
    { action: 'run', event: 'done', reason: null, rows: 1 },
  ]);
});
