import { cpSync, existsSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { writeTree } from '../../../adapters/fs/write-tree.ts';
import { runCli } from '../../../cli/run-cli.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const RENAME = 'features/common/migrations/20261121T000000_aaaa00000002_rename.sql';
const INVOICES = 'features/billing/migrations/20261120T000000_bbbb00000001_invoices.sql';
const CACHE = '.braid/cache/history';
const EFFECTS = '.braid/cache/effects.json';

function file(header: string, up: string): string {
  return `-- ${header.replaceAll('\n', '\n-- ')}\n\n-- migrate:upgrade\n${up}\n\n-- migrate:downgrade irreversible="of no interest"\n`;
}

const ORDERED = 'revision: aaaa00000002\nrevises: aaaa00000001\ndepends-on: bbbb00000001\nmessage: rename';
const UNORDERED = 'revision: aaaa00000002\nrevises: aaaa00000001\nmessage: rename, in a header of this very length';

let root: string;

beforeEach(() => {
  root = writeTree({
    'nx.json': '{}',
    'features/common/slice.json': '{ "label": "common" }',
    'features/common/migrations/20261119T000000_aaaa00000001_acc.sql': file(
      'revision: aaaa00000001\nbranch-label: common\nmessage: acc',
      'create table acc (id int primary key);',
    ),
    [RENAME]: file(ORDERED, 'alter table acc rename to accounts;'),
    'features/billing/slice.json': '{ "label": "billing" }',
    [INVOICES]: file(
      'revision: bbbb00000001\nbranch-label: billing\ndepends-on: aaaa00000001\nmessage: invoices',
      'create table invoices (acc_id int references acc);',
    ),
  });
});

interface Checked {
  readonly exitCode: number;
  readonly findings: readonly { readonly code: string }[];
  readonly unread: readonly unknown[];
}

async function check(cwd: string, ...more: readonly string[]): Promise<Checked> {
  const { exitCode, stdout } = await runCli(['check', '--no-schema', '--json', ...more], { cwd });
  return { exitCode, ...JSON.parse(stdout) };
}

/** The same files in another folder, where nothing is remembered. */
async function afresh(...more: readonly string[]): Promise<Checked> {
  const copy = tempDir();
  cpSync(root, copy, { recursive: true, filter: (path) => !path.endsWith('.braid') });
  return await check(copy, ...more);
}

const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const write = (name: string, text: string): void => writeFileSync(join(root, name), text);

/** Checks until the answer is kept: the first time, statements were parsed. */
async function checkTwice(...more: readonly string[]): Promise<Checked> {
  await check(root, ...more);
  return await check(root, ...more);
}

/** Whether a check asks what statements do: then it writes that down. */
async function parses(...more: readonly string[]): Promise<boolean> {
  rmSync(join(root, EFFECTS));
  await check(root, ...more);
  return existsSync(join(root, EFFECTS));
}

test('the same files are compared once, in whole and for a slice', async () => {
  expect(await checkTwice()).toMatchObject({ exitCode: 0, findings: [] });
  expect(await parses()).toBe(false);
  await check(root, '--slice', 'billing');
  expect(existsSync(join(root, EFFECTS))).toBe(false);
});

test('what was found in a slice is kept for that slice', async () => {
  write(RENAME, file(UNORDERED, 'alter table acc rename to accounts;'));
  const found = await checkTwice('--slice', 'billing');
  expect(found.findings).toMatchObject([{ code: 'unordered-conflict' }]);
  expect(await parses('--slice', 'billing')).toBe(false);
  expect(await check(root, '--slice', 'billing')).toEqual(found);
  expect(await check(root, '--slice', 'common')).toEqual(await afresh('--slice', 'common'));
  expect(await check(root)).toEqual(await afresh());
});

const EDITS: Readonly<Record<string, () => void>> = {
  'another edge of the same length': () =>
    write(RENAME, read(RENAME).replace('depends-on: bbbb00000001', 'depends-on: aaaa00000001')),
  'an edge that is gone': () => write(RENAME, file(UNORDERED, 'alter table acc rename to accounts;')),
  'code that cannot be read': () => write(RENAME, file(UNORDERED, 'do $$ begin perform 1; end $$;')),
  'a body that cannot be parsed': () => write(INVOICES, read(INVOICES).replace('create table', 'create "table')),
  'a file that is gone': () => rmSync(join(root, RENAME)),
  'another name of a slice': () => {
    write('features/billing/slice.json', '{ "label": "finance" }');
    write(INVOICES, read(INVOICES).replace('branch-label: billing', 'branch-label: finance'));
  },
};

test.each(Object.entries(EDITS))('after an edit the files count: %s', async (_, edit) => {
  const dates = statSync(join(root, RENAME));
  const before = await checkTwice();
  edit();
  if (existsSync(join(root, RENAME))) utimesSync(join(root, RENAME), dates.atime, dates.mtime);
  const after = await afresh();
  expect(await checkTwice()).toEqual(after);
  expect(await check(root)).toEqual(after);
  expect(after).not.toEqual(before);
});

test('a file that was damaged does not count', async () => {
  await checkTwice();
  write(CACHE, read(CACHE).replace('"races":[]', '"races":[1]'));
  expect(await check(root)).toEqual(await afresh());
  write(CACHE, read(CACHE).slice(0, -40));
  expect(await check(root)).toEqual(await afresh());
});
