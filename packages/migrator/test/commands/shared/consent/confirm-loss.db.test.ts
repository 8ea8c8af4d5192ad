import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { createMigrator } from '../../../../src/api/create-migrator.ts';
import { main } from '../../../../src/cli/main.ts';
import { freshDatabase } from '../../../support/fresh-database.ts';
import { smallWorkspace } from '../../small-workspace.ts';

const KEYS = { yes: 'y', no: '\r', escape: '\u001B' };

test('a protected environment asks before a loss: refused unasked, done with --yes or a yes', async () => {
  const cwd = smallWorkspace([
    {
      id: 'a1',
      slice: 'events',
      header: '-- branch-label: events\n',
      up: 'create table a1 (id int);',
      down: '-- migrate:downgrade lossy="all events"\ndrop table a1;',
    },
    {
      id: 'b1',
      slice: 'events',
      header: '-- revises: a1\n',
      up: 'alter table a1 add x int;',
      down: '-- migrate:downgrade\nalter table a1 drop x;',
    },
    {
      id: 'c1',
      slice: 'events',
      header: '-- revises: b1\n',
      up: 'alter table a1 drop id;',
      down: '-- migrate:downgrade\nalter table a1 add id int;',
    },
  ]);
  const database = await freshDatabase();
  const environments = { production: { urlVariable: 'PRODUCTION_URL', protected: true } };
  writeFileSync(join(cwd, 'migrate.config.json'), JSON.stringify({ environments }));

  async function migrate(
    argv: readonly string[],
    answer?: keyof typeof KEYS,
    env: Record<string, string> = { PRODUCTION_URL: database.url },
  ) {
    const out = { stdout: '', stderr: '' };
    const write = (to: 'stdout' | 'stderr') => (text: string) => {
      out[to] += text;
    };
    const input = new PassThrough();
    let asked = '';
    let typed = false;
    const output = new Writable({
      write(chunk, _encoding, done) {
        asked += String(chunk);
        if (answer !== undefined && !typed && /yes.*no/.test(asked)) {
          typed = true;
          setImmediate(() => input.write(KEYS[answer]));
        }
        done();
      },
    });
    const terminal = answer === undefined ? {} : { terminal: { input, output } };
    const io = { stdout: { write: write('stdout') }, stderr: { write: write('stderr') }, env, cwd, ...terminal };
    return { exitCode: await main(argv, io), asked, ...out };
  }
  const inProduction = (argv: readonly string[], answer?: keyof typeof KEYS) =>
    migrate([...argv, '--env', 'production'], answer);
  const current = async () =>
    (await database.query('select revision from braid.heads')).map(({ revision }) => revision);

  // Nothing is lost: nobody is asked.
  expect((await inProduction(['upgrade', 'b1'])).exitCode).toBe(0);
  // Every command that loses something; named by URL it is the same database.
  const refused = [
    ['downgrade', '-1'],
    ['downgrade', 'base'],
    ['migrate-to', 'a1'],
    ['stamp', 'base', '--purge'],
    ['repair', 'forget', 'b1', '--reason', 'it is'],
  ];
  for (const argv of refused) {
    const { exitCode, stderr } = await inProduction(argv);
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringMatching(/^error \[confirmation-required\] .* on production\?/m),
    ]);
    const flag = ['stamp', 'repair'].includes(argv[0] ?? '') ? '--yes' : '--confirm ';
    expect(stderr).toContain(`migrate ${argv.join(' ').replace('it is', "'it is'")} --env production ${flag}`);
    expect(await current()).toEqual(['b1']);
  }
  const byUrl = await migrate(['downgrade', 'base', '--url', database.url]);
  expect([byUrl.exitCode, byUrl.stderr]).toEqual([2, expect.stringContaining('a1  events  step a: loses all events')]);
  expect(byUrl.stderr).toContain("migrate downgrade base --url '…' --confirm ");
  expect(
    (
      await migrate(['downgrade', 'base', '--json'], 'yes', {
        DATABASE_URL: database.url,
        PRODUCTION_URL: database.url,
      })
    ).exitCode,
  ).toBe(2);
  // Looking is free, and so is a script.
  expect((await inProduction(['downgrade', 'base', '--plan'])).exitCode).toBe(0);
  expect((await inProduction(['downgrade', 'heads:base', '--sql'])).exitCode).toBe(0);

  // A person who says no, or leaves.
  for (const answer of ['no', 'escape'] as const) {
    const { exitCode, asked } = await inProduction(['downgrade', 'base'], answer);
    expect([exitCode, asked]).toEqual([130, expect.stringContaining('all events')]);
  }
  expect(await current()).toEqual(['b1']);
  const yes = await inProduction(['downgrade', 'base'], 'yes');
  expect([yes.exitCode, yes.asked]).toEqual([0, expect.stringContaining('Revert 2 revisions on production?')]);

  // An upgrade that loses something, by its marker.
  const file = join(cwd, 'features/events/migrations/20260103T000000_c1_step.sql');
  writeFileSync(file, readFileSync(file, 'utf8').replace('-- migrate:upgrade', '-- migrate:upgrade lossy="all ids"'));
  const lossy = await inProduction(['upgrade']);
  expect([lossy.exitCode, lossy.stderr]).toEqual([2, expect.stringContaining('c1  events  step c: loses all ids')]);
  expect((await inProduction(['upgrade', '--yes'])).exitCode).toBe(0);
  expect(await current()).toEqual(['c1']);
  // A program says so beforehand, too; a connection of its own makes no difference.
  const variables = { PRODUCTION_URL: database.url };
  const client = await database.connect();
  for (const options of [{ environment: 'production' }, { client }]) {
    const migrator = createMigrator({ root: cwd, variables, ...options });
    await expect(migrator.downgrade({ target: 'base' })).rejects.toMatchObject({ code: 'confirmation-required' });
  }
  const agreed = createMigrator({ root: cwd, variables, client, yes: true });
  expect(await agreed.downgrade({ target: 'base' })).toMatchObject({ heads: [] });
  // Elsewhere nobody is asked.
  const free = await freshDatabase();
  for (const argv of [['upgrade'], ['downgrade', 'base'], ['upgrade']])
    expect((await migrate([...argv, '--url', free.url])).exitCode).toBe(0);
});
