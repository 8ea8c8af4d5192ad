import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCatalog } from '../../../src/adapters/pg/catalog/read-catalog.ts';
import { describeDifference } from '../../../src/schema/difference/describe-difference.ts';
import { diffCatalogs } from '../../../src/schema/difference/diff-catalogs.ts';
import type { Catalog } from '../../../src/schema/entity/catalog.ts';
import { splitStatements } from '../../../src/sql/script/split-statements.ts';
import { runCli } from '../../cli/run-cli.ts';
import { WORKSPACE } from '../../features/reference-history.ts';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts';
import { tempDir } from '../../support/temp-dir.ts';

const DATA_REVISION = '14c3bda12953';
const hasPsql = spawnSync('psql', ['--version']).status === 0;

async function migrate(argv: readonly string[], cwd = WORKSPACE): Promise<string> {
  const { exitCode, stdout, stderr } = await runCli(argv, { cwd });
  expect(exitCode, stderr).toBe(0);
  return stdout;
}

/** As a DBA does it: the first error ends it. */
function withPsql(script: string, { url }: FreshDatabase, options = ''): string {
  const file = join(tempDir(), 'script.sql');
  writeFileSync(file, script);
  const env = { ...process.env, PGOPTIONS: options };
  return execFileSync('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-f', file, url], {
    env,
    stdio: 'pipe',
    encoding: 'utf8',
  });
}

/** As a tool does it that sends one statement after the other; `goOn`: whatever the answers are. The errors. */
async function oneByOne(
  script: string,
  database: FreshDatabase,
  goOn: boolean,
  before = '',
): Promise<readonly string[]> {
  const client = await database.connect();
  const errors: string[] = [];
  await client.query(before);
  for (const { sql } of splitStatements(script, { slice: 'x', file: 'script.sql' })) {
    try {
      await client.query(sql);
    } catch (error) {
      errors.push(error instanceof Error ? error.message : String(error));
      if (!goOn) break;
    }
  }
  await client.end();
  return errors;
}

async function run(script: string, database: FreshDatabase, skip = false): Promise<void> {
  if (hasPsql) {
    withPsql(script, database, skip ? `-c braid.skip_data=${DATA_REVISION}` : '');
    return;
  }
  // The script begins with what its session was connected with.
  if (skip) await database.query(`alter database ${database.name} set braid.skip_data = '${DATA_REVISION}'`);
  expect(await oneByOne(script, database, false)).toEqual([]);
}

async function catalogOf(database: FreshDatabase): Promise<Catalog> {
  return await readCatalog((sql, params = []) => database.query(sql, [...params]));
}

const difference = (a: Catalog, b: Catalog) =>
  diffCatalogs(a, b, { columnOrder: true, owners: true }).map(describeDifference).join('\n');

const applied = (database: FreshDatabase) =>
  database.query(
    'select revision, slice, parents, dependencies, checksum, applied_by, tool_version from braid.applied order by revision',
  );
const logged = (database: FreshDatabase) =>
  database.query('select action, event, revision, slice from braid.log order by id');

test('a script has the effect of a run: from empty by psql, from the middle, down, and up again', async () => {
  const online = await freshDatabase();
  await migrate(['upgrade', '--url', online.url]);
  const wanted = await catalogOf(online);

  const offline = await freshDatabase();
  const empty = await catalogOf(offline);
  const up = await migrate(['upgrade', 'heads', '--sql', '--skip-data']);
  await run(up, offline);
  expect(difference(wanted, await catalogOf(offline))).toBe('');
  expect(await applied(offline)).toEqual(await applied(online));
  const isRun = ({ revision }: Record<string, unknown>) => revision !== DATA_REVISION;
  expect((await logged(offline)).filter(isRun)).toEqual((await logged(online)).filter(isRun));
  expect(await migrate(['upgrade', 'heads', '--url', offline.url])).toMatch(/^Nothing to do/);
  await migrate(['status', '--check', '--url', offline.url]);

  // Again: refused, and nothing changes.
  expect(await oneByOne(up, offline, false)).toEqual(['this script has run already']);

  // Down, with a session that has settings of its own, and up again.
  const down = await migrate(['downgrade', 'heads:base', '--sql', '--skip-data']);
  await run(down, offline, true);
  expect(difference(empty, await catalogOf(offline))).toBe('');
  expect(await applied(offline)).toEqual([]);
  expect(await oneByOne(up, offline, false, 'set role none; set search_path = nowhere')).toEqual([]);
  expect(difference(wanted, await catalogOf(offline))).toBe('');
});

test('from a state of several slices, by its status', async () => {
  const [online, offline] = [await freshDatabase(), await freshDatabase()];
  const middle = ['events@+2', 'common@+4', 'discord@+1'];
  for (const { url } of [online, offline]) await migrate(['upgrade', ...middle, '--url', url]);
  await migrate(['upgrade', '--url', online.url]);
  const status = join(tempDir(), 'status.json');
  writeFileSync(status, await migrate(['status', '--json', '--url', offline.url]));
  const script = await migrate(['upgrade', '--sql', '--skip-data', '--from-file', status]);

  // Somebody has to say that there is nothing for the data revision to do.
  const before = await applied(offline);
  expect((await oneByOne(script, offline, false))[0]).toMatch(
    /records data revisions without running them: 14c3bda12953/,
  );
  expect(await applied(offline)).toEqual(before);
  await run(script, offline, true);
  expect(difference(await catalogOf(online), await catalogOf(offline))).toBe('');
  expect(await applied(offline)).toEqual(await applied(online));
  expect(await migrate(['upgrade', 'heads', '--url', offline.url])).toMatch(/^Nothing to do/);
});
