import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { writeTree } from '../../../adapters/fs/write-tree.ts';
import { runCli } from '../../../cli/run-cli.ts';

const DOC = readFileSync(new URL('../../../../../../docs/races.md', import.meta.url), 'utf8');
const RENAME = 'features/common/migrations/20261121T000000_aaaa00000002_rename.sql';

function file(header: string, up: string): string {
  return `-- ${header.replaceAll('\n', '\n-- ')}\n\n-- migrate:upgrade\n${up}\n\n-- migrate:downgrade irreversible="of no interest"\n`;
}

/** `common` makes and renames a table, `billing` refers to it: nothing orders the two. */
function workspace(
  rename = 'revision: aaaa00000002\nrevises: aaaa00000001\nmessage: rename',
  more: Readonly<Record<string, string>> = {},
): string {
  return writeTree({
    ...more,
    'nx.json': '{}',
    'features/common/slice.json': '{ "label": "common" }',
    'features/common/migrations/20261119T000000_aaaa00000001_acc.sql': file(
      'revision: aaaa00000001\nbranch-label: common\nmessage: acc',
      'create table acc (id int primary key);',
    ),
    [RENAME]: file(rename, 'alter table acc rename to accounts;'),
    'features/billing/slice.json': '{ "label": "billing" }',
    'features/billing/migrations/20261120T000000_bbbb00000001_invoices.sql': file(
      'revision: bbbb00000001\nbranch-label: billing\ndepends-on: aaaa00000001\nmessage: invoices',
      'create table invoices (acc_id int references acc);',
    ),
  });
}

const check = (cwd: string, ...more: string[]) => runCli(['check', '--no-schema', ...more], { cwd });

test('check names both files, the thing and the edge that is missing, as the documentation shows it', async () => {
  const { exitCode, stdout } = await check(workspace());
  const [finding = '', repair = ''] = stdout.split('\n');
  expect(exitCode).toBe(3);
  expect(DOC).toContain(`    ${finding}\n    ${repair}\n`);
});

test('the edge that check asks for settles it', async () => {
  const found = JSON.parse((await check(workspace(), '--json')).stdout);
  expect(found.findings).toMatchObject([{ code: 'unordered-conflict', file: RENAME, slice: 'common' }]);
  const [, edge] = /"-- (depends-on: \w+)"/.exec(found.findings[0].repair) ?? [];
  const repaired = workspace(`revision: aaaa00000002\nrevises: aaaa00000001\n${edge}\nmessage: rename`);
  expect((await check(repaired, '--json')).exitCode).toBe(0);
});

test('it is a matter of both slices', async () => {
  expect((await check(workspace(), '--slice', 'billing')).exitCode).toBe(3);
  expect((await check(workspace(), '--slice', 'common')).exitCode).toBe(3);
});

test('code that cannot be read is named where others are not ordered with it, once a revision', async () => {
  const body = file(
    'revision: bbbb00000002\nrevises: bbbb00000001\nmessage: code',
    'do $$ begin perform 1; end $$;\ndo $$ begin perform 2; end $$;',
  );
  const root = workspace('revision: aaaa00000002\nrevises: aaaa00000001\ndepends-on: bbbb00000001\nmessage: rename', {
    'features/billing/migrations/20261122T000000_bbbb00000002_code.sql': body,
  });
  const { stdout } = await check(root, '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    findings: [],
    unread: [{ revision: 'bbbb00000002', slice: 'billing', line: 6 }],
  });
});

const CALM = 'features/common/migrations/20261121T000000_aaaa00000002_calm.sql';
const REBUILT = `alter type mood rename to mood_old;
create type mood as enum ('a');
drop type mood_old;`;

test('the way back is compared, too, as the documentation shows it, and the edge settles it', async () => {
  const bills = (header: string) => ({
    'features/billing/slice.json': '{ "label": "billing" }',
    'features/billing/migrations/20261120T000000_bbbb00000001_bills.sql': file(header, 'create table bills (m mood);'),
  });
  const root = (header: string): string =>
    writeTree({
      'nx.json': '{}',
      'features/common/slice.json': '{ "label": "common" }',
      'features/common/migrations/20261119T000000_aaaa00000001_mood.sql': file(
        'revision: aaaa00000001\nbranch-label: common\nmessage: mood',
        "create type mood as enum ('a');",
      ),
      [CALM]: `${file(
        'revision: aaaa00000002\nrevises: aaaa00000001\nmessage: calm',
        "alter type mood add value 'calm';",
      ).replace(/ irreversible.*\n/, `\n${REBUILT}\n`)}`,
      ...bills(header),
    });
  const bill = 'revision: bbbb00000001\nbranch-label: billing\nmessage: bills\ndepends-on: aaaa00000001';
  const { exitCode, stdout } = await check(root(bill));
  const [finding = '', repair = ''] = stdout.split('\n');
  expect(exitCode).toBe(3);
  expect(DOC).toContain(`    ${finding}\n    ${repair}\n`);
  const [, edge] = /"-- depends-on: (\w+)"/.exec(repair) ?? [];
  expect((await check(root(`${bill}, ${edge}`))).exitCode).toBe(0);
});
