import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, expect, inject, test } from 'vitest';
import { mentionsIn } from '../support/documents/command-mentions.ts';
import { type FreshDatabase, freshDatabase } from '../support/fresh-database.ts';
import { tempDir } from '../support/temp-dir.ts';
import { runCli } from './run-cli.ts';

let root = '';
let database: FreshDatabase;

beforeEach(async () => {
  root = tempDir();
  database = await freshDatabase();
  write('migrate.config.json', JSON.stringify({ shadowUrl: inject('postgresUrl') }));
  for (const label of ['a', 'b']) {
    write(`features/${label}/slice.json`, JSON.stringify({ label, schema: null, migrations: './migrations' }));
  }
  revision('a', 'a1', '', ['-- branch-label: a']);
  revision('b', 'b1', '', ['-- branch-label: b']);
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const fileOf = (slice: string, id: string): string => `features/${slice}/migrations/${id}.sql`;

function revision(slice: string, id: string, revises: string, more: readonly string[] = [], up?: string): void {
  const header = [`-- revision: ${id}`, `-- revises: ${revises}`, ...more, `-- message: make ${id}`].join('\n');
  const body = `-- migrate:upgrade\n${up ?? `create table ${id} (id int)`};\n\n-- migrate:downgrade\ndrop table ${id};\n`;
  write(fileOf(slice, id), `${header}\n\n${body}`);
}

async function json(...argv: readonly string[]) {
  const { stdout } = await runCli([...argv, '--json', '-q', '--url', database.url], { cwd: root });
  return JSON.parse(stdout);
}

/** The hint of a command line that must fail with this code. */
async function hint(code: string, ...argv: readonly string[]): Promise<string> {
  const { error } = await json(...argv);
  expect(error?.code).toBe(code);
  return String(error.hint);
}

/** The commands that a hint offers, ready to be run: a reason is one's own to give. */
function offered(text: string): readonly (readonly string[])[] {
  return mentionsIn(text).map(({ words }) => words);
}

const heads = async (): Promise<readonly string[]> =>
  (await json('current')).current.map(({ revision: id }: { revision: string }) => id).sort();

/** A slice whose branches were merged, and a merge of it with another slice. */
async function atAMerge(): Promise<void> {
  revision('a', 'a2', 'a1');
  revision('a', 'a3', 'a1');
  revision('a', 'a4', 'a2, a3');
  revision('b', 'b2', 'b1, a4');
  await json('upgrade', 'heads');
}

test('down at a merge, in a slice and across slices: each revision that is named can be gone back to', async () => {
  await atAMerge();
  for (const symbol of ['-1', 'b@-1', 'a4-1', 'b@-2']) {
    const found = await hint('ambiguous-walk', 'downgrade', symbol);
    const named = (/itself: (.+)\.$/.exec(found)?.[1] ?? '').split(' or ');
    expect(named.length).toBe(2);
    for (const id of named) {
      const plan = await json('downgrade', id, '--plan');
      expect(plan.revisions?.length ?? 0, `${symbol}: ${id}`).toBeGreaterThan(0);
    }
  }
  await json('downgrade', 'a4');
  expect(await heads()).toEqual(['a4', 'b1']);
});

test('up and down from several heads: each command that is offered runs and leads somewhere', async () => {
  revision('a', 'a2', 'a1');
  revision('b', 'b2', 'b1');
  await json('upgrade', 'a1', 'b1');
  for (const [code, ...argv] of [
    ['ambiguous-upgrade', 'upgrade', '+1'],
    ['multiple-heads', 'upgrade', 'head'],
  ] as const) {
    const commands = offered(await hint(code, ...argv));
    expect(commands.length).toBe(3);
    for (const words of commands) expect((await json(...words, '--plan')).revisions.length).toBeGreaterThan(0);
  }
  await json('upgrade', 'heads');
  const [back] = offered(await hint('multiple-heads', 'downgrade', 'head')).filter(([name]) => name === 'downgrade');
  expect((await json(...(back ?? []))).revisions).toHaveLength(1);
});

test('what was there before is stamped; what the revision itself makes twice, or for the session, is not', async () => {
  await database.query('create table a1 (id int)');
  const [stamp] = offered(await hint('statement-failed', 'upgrade', 'a@head'));
  expect(stamp).toEqual(['stamp', 'a1']);
  await json(...(stamp ?? []));
  expect((await json('upgrade', 'heads')).heads.sort()).toEqual(['a1', 'b1']);

  const twice = ['create temp table t (id int)', 'create table t2 (id int)', "create type t3 as enum ('x')"];
  for (const [at, statement] of twice.entries()) {
    revision('b', `t${at}`, 'b1', [], `${statement};\n${statement}`);
    expect(offered(await hint('statement-failed', 'upgrade', 'b@head'))).toEqual([]);
    rmSync(join(root, fileOf('b', `t${at}`)));
  }
});

test('a lock in the way: the statement that is offered frees it', async () => {
  await json('upgrade', 'heads');
  revision('a', 'a2', 'a1', [], 'alter table a1 add column n int');
  const blocker = await database.connect();
  blocker.on('error', () => undefined);
  await blocker.query('begin; lock table a1');
  const limits = ['--lock-timeout', '50ms', '--lock-budget', '100ms'];
  const found = await hint('locks-not-free', 'upgrade', 'heads', ...limits);
  const [, statement = ''] = /`(select [^`]+)`/.exec(found) ?? [];
  await database.query(statement);
  expect((await json('upgrade', 'heads')).heads.sort()).toEqual(['a2', 'b1']);
});

test('a revision that fails on the scratch database alone is not said to have failed on this one', async () => {
  await database.query('create table elsewhere (id int primary key)');
  revision('a', 'a2', 'a1', [], 'create table a2 (id int references elsewhere)');
  await json('upgrade', 'heads');
  const found = await hint('statement-failed', 'check', '--db', '--no-schema');
  expect(found).toContain('It failed on a scratch database; yours is untouched.');
  expect(offered(found)).toEqual([]);
});

test('files that are gone or edited: the repair that is offered repairs', async () => {
  revision('a', 'a2', 'a1');
  await json('upgrade', 'heads');
  rmSync(join(root, fileOf('a', 'a2')));
  const [forget] = offered(await hint('unknown-applied-revision', 'upgrade', 'heads'));
  expect(forget?.slice(0, 3)).toEqual(['repair', 'forget', 'a2']);
  await json(...(forget ?? []), '--yes');
  expect(await heads()).toEqual(['a1', 'b1']);

  revision('b', 'b1', '', ['-- branch-label: b'], 'create table b1 (id bigint)');
  const { findings } = await json('status');
  const accept = findings.flatMap(({ repair }: { repair: string | null }) => offered(repair ?? ''));
  expect(accept.length).toBe(1);
  for (const words of accept) await json(...words);
  expect((await json('status')).findings).toEqual([]);
});
