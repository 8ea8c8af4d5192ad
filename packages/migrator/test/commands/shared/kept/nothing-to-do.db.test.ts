import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openWorkspace } from '../../../../src/adapters/fs/workspace.ts';
import { openPgDatabase } from '../../../../src/adapters/pg/pg-database.ts';
import { nothingToDo } from '../../../../src/commands/shared/kept/nothing-to-do.ts';
import type { MigrateBench } from '../../../../src/commands/shared/migrate.ts';
import { upgrade } from '../../../../src/commands/upgrade/upgrade.ts';
import { defaultRunnerOptions } from '../../../../src/execute/runner-options.ts';
import { planUpgrade } from '../../../../src/plan/plan-upgrade.ts';
import { graphOf } from '../../../../src/wiring/graph-of.ts';
import { revisionIndex } from '../../../../src/wiring/revisions/revision-index.ts';
import { EAGER, keep, keptWorkspace, pathOf, placeOf } from '../../../adapters/fs/index/kept-workspace.ts';
import { revisionText } from '../../../adapters/fs/write-tree.ts';
import { type FreshDatabase, freshDatabase } from '../../../support/fresh-database.ts';
import { idleProofTools } from '../../../support/idle-proof-tools.ts';
import { noPrecautions } from '../../../support/no-precautions.ts';

const FILES = {
  '1.sql': revisionText('aaaa', '-- branch-label: events'),
  '2.sql': revisionText('bbbb', '-- revises: aaaa'),
  '3.sql': revisionText('cccc', '-- revises: aaaa'),
};

interface Applied {
  readonly root: string;
  readonly database: FreshDatabase;
  /** As one command sees it, with what is kept of the files or without. */
  bench(isKept: boolean): MigrateBench;
}

/** A workspace in which everything is applied, and that is kept of its files. */
async function applied(): Promise<Applied> {
  const root = keptWorkspace(FILES);
  const database = await freshDatabase();
  const bench = (isKept: boolean): MigrateBench => {
    const workspace = openWorkspace(root);
    const connected = openPgDatabase({ url: database.url, source: 'test', toolVersion: '1' });
    onTestFinished(() => connected.close());
    const tools = idleProofTools(root);
    return {
      ...{ workspace, graph: graphOf(workspace), ...noPrecautions, reach: async () => 'local' },
      index: isKept ? revisionIndex(placeOf(root), EAGER) : undefined,
      database: async () => connected,
      ambient: { now: () => new Date(), randomBytes: (length) => new Uint8Array(length) },
      runner: { ...tools, options: defaultRunnerOptions, runs: 'test', onEvent: () => undefined },
      safety: { protectedEnvironment: async () => undefined, yes: true, command: 'test' },
    };
  };
  await upgrade(bench(false), { targets: ['cccc'] });
  await upgrade(bench(false));
  keep(root);
  return { root, database, bench };
}

/** What an upgrade says; nothing about it but times may depend on what is kept. */
async function said(bench: MigrateBench, targets?: readonly string[]): Promise<unknown> {
  try {
    const { durationMs: _, ...result } = await upgrade(bench, targets === undefined ? {} : { targets });
    return result;
  } catch (error) {
    return error instanceof Error ? [error.name, error.message] : error;
  }
}

const read = (): never => {
  throw new Error('a file was to be read');
};

const isSeen = async (bench: MigrateBench) =>
  (await nothingToDo(bench, {
    targets: ['heads'],
    makePlan: (graph, current) => planUpgrade(graph, current, 'heads'),
  })) !== undefined;

test.each([[undefined], [['events@heads']], [['bbbb']], [['aaaa', 'cccc']]])(
  'nothing is to be done for %j: the result is the same, and no file is read',
  async (targets) => {
    const { bench } = await applied();
    const kept = bench(true);
    expect(await isSeen(kept)).toBe(true);
    const { root, slices } = kept.workspace;
    const workspace = { root, slices, readHeaders: read, inspect: read, checksumOf: read, readRevision: read };
    const blind = { ...kept, workspace, graph: graphOf(workspace) };
    const result = await said(blind, targets);
    expect(result).toEqual(await said(bench(false), targets));
    expect(result).toMatchObject({ revisions: [], headsBefore: ['bbbb', 'cccc'], heads: ['bbbb', 'cccc'] });
    expect(kept.index?.placeOf(['bbbb', 'cccc'])).toBe('heads');
    expect(kept.index?.placeOf(['bbbb'])).toBeUndefined();
  },
);

test('the events are the same', async () => {
  const { bench } = await applied();
  const heard = [true, false].map(async (isKept) => {
    const events: string[] = [];
    const opened = bench(isKept);
    await upgrade({ ...opened, runner: { ...opened.runner, onEvent: (event) => events.push(JSON.stringify(event)) } });
    return events;
  });
  const [kept, other] = await Promise.all(heard);
  expect(kept).toEqual(other);
  expect(kept).toHaveLength(1);
});

const file = (name: string, text: string) => (root: string) => writeFileSync(join(root, pathOf(name)), text);

test.each<readonly [string, (root: string, database: FreshDatabase) => unknown]>([
  ['a new revision', file('4.sql', revisionText('dddd', '-- revises: bbbb'))],
  ['an edited file', file('2.sql', FILES['2.sql'].replace('select 1', 'select 2'))],
  ['a broken file', file('2.sql', FILES['2.sql'].replace('-- revises', '- revises'))],
  ['a file that is gone', (root) => rmSync(join(root, pathOf('3.sql')))],
  ['a row that is gone', (_, { query }) => query(`delete from braid.applied where revision = 'bbbb'`)],
  ['a row below others that is gone', (_, { query }) => query(`delete from braid.applied where revision = 'aaaa'`)],
  [
    'a row that no file has',
    (_, { query }) => query(`update braid.applied set revision = 'zzzz' where revision = 'bbbb'`),
  ],
  [
    'another checksum',
    (_, { query }) => query(`update braid.applied set checksum = repeat('0', 64) where revision = 'bbbb'`),
  ],
  [
    'a half run',
    (_, { query }) =>
      query(
        `insert into braid.progress (revision, slice, direction, run_id, attempt_id) values ('eeee', 'events', 'upgrade', 'x', 'x')`,
      ),
  ],
  ['no state at all', (_, { query }) => query('drop schema braid cascade')],
])('%s is found as without an index', async (_, change) => {
  const [kept, other] = [await applied(), await applied()];
  for (const { root, database } of [kept, other]) await change(root, database);
  expect(await isSeen(kept.bench(true))).toBe(false);
  const result = await said(kept.bench(true));
  expect(normal(result, kept)).toEqual(normal(await said(other.bench(false)), other));
});

/** Without what differs between two databases. */
function normal(result: unknown, { database }: Applied): unknown {
  const text = JSON.stringify(result).replaceAll(database.name, 'database');
  return text.replaceAll(/"runId":"[^"]*"/g, '').replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then');
}

test('an unknown target, or one that is no upgrade, is refused as without an index', async () => {
  const { bench } = await applied();
  for (const target of ['nope', '+1', 'base', 'aaaa:bbbb']) {
    expect(await said(bench(true), [target])).toEqual(await said(bench(false), [target]));
  }
});

test('where the server cannot be reached, broken files are named first', async () => {
  const { root, bench } = await applied();
  const kept = bench(true);
  const unreachable = openPgDatabase({ url: 'postgres://127.0.0.1:1/none', source: 'test', toolVersion: '1' });
  const cut = { ...kept, database: async () => unreachable };
  expect(await said(cut)).toMatchObject(['DatabaseHostUnreachableError', expect.anything()]);
  file('2.sql', 'nothing')(root);
  expect(await said(cut)).toEqual(await said(bench(false)));
});

test('an upgrade that finds nothing to do keeps what it has read, and one that applies something does not', async () => {
  const { root, bench } = await applied();
  rmSync(join(root, '.braid'), { recursive: true });
  file('4.sql', revisionText('dddd', '-- revises: bbbb'))(root);
  await upgrade(bench(true));
  expect(await isSeen(bench(true))).toBe(false);
  for (let command = 0; command < 2; command += 1) {
    keep(root);
    await upgrade(bench(true));
  }
  expect(await isSeen(bench(true))).toBe(true);
});
