import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli } from '../../../cli/run-cli.ts';
import { smallWorkspace } from '../../small-workspace.ts';

const down = '-- migrate:downgrade\nselect 1;';
const root = () =>
  smallWorkspace([
    { id: 'u1', slice: 'users', header: '-- branch-label: users\n', up: 'select 1;', down },
    { id: 'u2', slice: 'users', header: '-- revises: u1\n', up: 'select 2;', down },
    { id: 'e1', slice: 'events', header: '-- branch-label: events\n-- depends-on: u1\n', up: 'select 3;', down },
  ]);

async function json(...argv: readonly string[]) {
  const { stdout } = await runCli([...argv, '--sql', '--json'], { cwd: root() });
  return JSON.parse(stdout);
}

const ids = (result: { revisions: { revision: string }[] }) => result.revisions.map(({ revision }) => revision);

describe('where a script begins and ends', () => {
  test.each<[readonly string[], readonly string[], readonly string[], readonly string[]]>([
    [['upgrade'], [], ['u1', 'e1', 'u2'], ['e1', 'u2']],
    [['upgrade', 'base:u1'], [], ['u1'], ['u1']],
    [['upgrade', 'u1:heads'], ['u1'], ['e1', 'u2'], ['e1', 'u2']],
    [['upgrade', 'heads', '--from', 'events@head,users@u1'], ['e1'], ['u2'], ['e1', 'u2']],
    [['upgrade', 'e1,u1:users@head'], ['e1'], ['u2'], ['e1', 'u2']],
    [['upgrade', '--slice', 'users'], [], ['u1', 'u2'], ['u2']],
    [['upgrade', 'heads:heads'], ['e1', 'u2'], [], ['e1', 'u2']],
    [['downgrade', 'heads:base'], ['e1', 'u2'], ['u2', 'e1', 'u1'], []],
    [['downgrade', 'users@-1', '--from', 'heads'], ['e1', 'u2'], ['u2'], ['e1']],
    [['stamp', 'u1:users@head'], ['u1'], ['u2'], ['u2']],
  ])('%j', async (argv, from, revisions, to) => {
    const result = await json(...argv);
    expect(result).toMatchObject({ action: argv[0], from, to });
    expect(ids(result).sort()).toEqual([...revisions].sort());
  });

  test.each<[readonly string[], string]>([
    [['upgrade', 'a:b:c'], 'range-invalid'],
    [['upgrade', ':u1'], 'range-invalid'],
    [['upgrade', 'u1:heads', '--from', 'u1'], 'usage'],
    [['upgrade', 'u1:u2', 'heads'], 'usage'],
    [['upgrade', 'nope:heads'], 'unknown-revision'],
    [['downgrade', 'base'], 'range-required'],
    [['upgrade', '--from-file', 'none.json'], 'document'],
  ])('%j is refused', async (argv, code) => {
    expect((await json(...argv)).error).toMatchObject({ code });
  });

  test('the options of scripts are refused without --sql', async () => {
    const { exitCode, stderr } = await runCli(['upgrade', '--from', 'u1'], { cwd: root() });
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('--from is only for scripts')]);
  });

  test('the same input gives the same text', async () => {
    expect(await json('upgrade')).toEqual(await json('upgrade'));
  });
});

describe('--from-file', () => {
  const slice = (name: string, applied: number, current: readonly string[]) => ({ slice: name, applied, current });
  const good = { slices: [slice('users', 2, ['u2']), slice('events', 0, [])], findings: [], halfRuns: [] };

  async function from(status: unknown) {
    const cwd = root();
    writeFileSync(join(cwd, 'status.json'), typeof status === 'string' ? status : JSON.stringify(status));
    const { stdout } = await runCli(['upgrade', '--sql', '--json', '--from-file', 'status.json'], { cwd });
    return JSON.parse(stdout);
  }

  test('begins at its state', async () => {
    expect(await from(good)).toMatchObject({ from: ['u2'], revisions: [{ revision: 'e1' }], to: ['e1', 'u2'] });
  });

  test.each<[string, unknown, string]>([
    ['no JSON', '{', 'document'],
    ['something else', [], 'offline-status-unusable'],
    ['a database with a fault', { ...good, findings: [{ code: 'applied-file-edited' }] }, 'offline-status-unusable'],
    ['a revision half-way', { ...good, halfRuns: [{ revision: 'u2' }] }, 'offline-status-unusable'],
    ['one slice only', { ...good, slices: good.slices.slice(0, 1) }, 'offline-status-unusable'],
    [
      'a revision that no file has',
      { ...good, slices: [slice('users', 3, ['u3']), good.slices[1]] },
      'offline-status-unusable',
    ],
    ['other counts', { ...good, slices: [slice('users', 1, ['u2']), good.slices[1]] }, 'offline-status-unusable'],
  ])('%s is refused', async (_name, status, code) => {
    expect((await from(status)).error).toMatchObject({ code });
  });

  test('several heads in the files are no fault of the database', async () => {
    expect(await from({ ...good, findings: [{ code: 'multiple-heads' }] })).toMatchObject({ from: ['u2'] });
  });
});
