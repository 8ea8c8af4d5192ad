import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { createMigrator } from '../../../../src/api/create-migrator.ts';
import { main } from '../../../../src/cli/main.ts';
import { tcpProxy } from '../../../execute/support/tcp-proxy.ts';
import { type FreshDatabase, freshDatabase } from '../../../support/fresh-database.ts';
import { smallWorkspace } from '../../small-workspace.ts';

let cwd: string;
let database: FreshDatabase;
beforeEach(async () => {
  cwd = smallWorkspace(
    [
      {
        id: 'a1',
        slice: 'events',
        header: '-- branch-label: events\n',
        up: 'create table a1 (id int, x int);',
        down: 'drop table a1;',
      },
      {
        id: 'b1',
        slice: 'events',
        header: '-- revises: a1\n',
        up: 'alter table a1 add y int;',
        down: 'alter table a1 drop y;',
      },
    ].map(({ down, ...step }) => ({ ...step, down: `-- migrate:downgrade\n${down}` })),
  );
  database = await freshDatabase();
  configure({});
});

function configure(more: object): void {
  const environments = { production: { urlVariable: 'PRODUCTION_URL', protected: true, ...more } };
  writeFileSync(join(cwd, 'migrate.config.json'), JSON.stringify({ environments }));
}

async function migrate(
  argv: readonly string[],
  { env = {}, answer }: { env?: Readonly<Record<string, string>>; answer?: 'y' | '\r' } = {},
) {
  const out = { stdout: '', stderr: '' };
  const write = (to: 'stdout' | 'stderr') => (text: string) => {
    out[to] += text;
  };
  const input = new PassThrough();
  let asked = '';
  let isTyped = false;
  const output = new Writable({
    write(chunk, _encoding, done) {
      asked += String(chunk);
      if (answer !== undefined && !isTyped && /yes.*no/.test(asked)) {
        isTyped = true;
        setImmediate(() => input.write(answer));
      }
      done();
    },
  });
  const exitCode = await main(argv, {
    ...{ stdout: { write: write('stdout') }, stderr: { write: write('stderr') }, cwd },
    env: { PRODUCTION_URL: database.url, ...env },
    ...(answer === undefined ? {} : { terminal: { input, output } }),
  });
  return { exitCode, asked, ...out };
}

const heads = async () => {
  const [made] = await database.query("select to_regclass('braid.heads') as made");
  if (made?.made === null) return [];
  return (await database.query('select revision from braid.heads order by 1')).map(({ revision }) => revision);
};

/** What the error says to agree to. */
function consentIn(stderr: string): string {
  const consent = /--confirm ([0-9a-f]{16})$/m.exec(stderr)?.[1];
  if (consent === undefined) throw new Error(stderr);
  return consent;
}

const PRODUCTION = ['--env', 'production'];

describe('consent', () => {
  test('agrees to one plan: these revisions with this text, on this database in this state', async () => {
    expect((await migrate(['upgrade', ...PRODUCTION])).exitCode).toBe(0);
    const refused = await migrate(['downgrade', '-1', ...PRODUCTION]);
    expect(refused.stderr).toContain('migrate downgrade -1 --env production --confirm ');
    const consent = consentIn(refused.stderr);
    // The same plan has the same hash, however it is asked for.
    expect(consentIn((await migrate(['downgrade', 'a1', ...PRODUCTION])).stderr)).toBe(consent);

    const other = ['downgrade', 'base', ...PRODUCTION, '--confirm', consent];
    const mistaken = await migrate(other);
    expect([mistaken.exitCode, mistaken.stderr]).toEqual([
      2,
      expect.stringMatching(/^error \[consent-for-other-plan\]/m),
    ]);
    expect((await migrate([...other, '--yes'])).exitCode).toBe(2);
    // Another text of the file is another plan.
    const file = join(cwd, 'features/events/migrations/20260102T000000_b1_step.sql');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('drop y', 'drop y cascade'));
    expect((await migrate(['downgrade', '-1', ...PRODUCTION, '--confirm', consent])).exitCode).not.toBe(0);
    writeFileSync(file, text);
    // Another database, though nobody asks there.
    const elsewhere = await freshDatabase();
    const there = ['--url', elsewhere.url];
    expect((await migrate(['upgrade', ...there])).exitCode).toBe(0);
    expect((await migrate(['downgrade', '-1', ...there, '--confirm', consent])).exitCode).toBe(2);
    expect(await heads()).toEqual(['b1']);

    expect((await migrate(['downgrade', '-1', ...PRODUCTION, `--confirm=${consent}`])).exitCode).toBe(0);
    expect(await heads()).toEqual(['a1']);
    // Once it has run, it agrees to nothing any more.
    expect((await migrate(['downgrade', '-1', ...PRODUCTION, '--confirm', consent])).exitCode).toBe(2);
    expect(await heads()).toEqual(['a1']);
  });
});

describe('a coding agent', () => {
  const agent = { CLAUDECODE: '1' };

  test('changes nothing in a protected environment without a person at a terminal', async () => {
    for (const argv of [
      ...[['upgrade'], ['upgrade', '--yes'], ['migrate-to', 'a1'], ['stamp', 'heads'], ['ensure-version']],
    ]) {
      const { exitCode, stderr } = await migrate([...argv, ...PRODUCTION], { env: agent });
      expect([argv, exitCode, stderr]).toEqual([
        argv,
        2,
        expect.stringMatching(/^error \[agent-needs-person\] .* on production\? Claude Code runs this/m),
      ]);
    }
    // The consent that the message names is for the person, and of no use to the agent.
    const { stderr } = await migrate(['upgrade', ...PRODUCTION], { env: agent });
    const confirmed = ['upgrade', ...PRODUCTION, '--confirm', consentIn(stderr)];
    expect((await migrate(confirmed, { env: agent })).exitCode).toBe(2);
    await expect(
      createMigrator({
        root: cwd,
        url: database.url,
        variables: { ...agent, PRODUCTION_URL: database.url },
        yes: true,
      }).upgrade(),
    ).rejects.toMatchObject({ code: 'agent-needs-person' });
    expect(await heads()).toEqual([]);

    expect((await migrate(['upgrade', ...PRODUCTION], { env: agent, answer: '\r' })).exitCode).toBe(130);
    const asked = await migrate(['upgrade', ...PRODUCTION], { env: agent, answer: 'y' });
    expect([asked.exitCode, asked.asked]).toEqual([0, expect.stringContaining('Apply 2 revisions on production?')]);
    expect(await heads()).toEqual(['b1']);
    // Looking is free, and so is running nothing.
    for (const argv of [['status', '--check'], ['plan'], ['upgrade'], ['downgrade', 'base', '--plan']])
      expect((await migrate([...argv, ...PRODUCTION], { env: agent })).exitCode).toBe(0);
    for (const argv of [
      ['stamp', 'base', '--purge', '--yes'],
      ['repair', 'forget', 'b1', '--reason', 'r', '--yes'],
      ['adopt', 'database', '--database-only', '--yes'],
      ['batches', 'work'],
      ['batches', 'cancel', 'b1', '--reason', 'r'],
    ])
      expect((await migrate([...argv, ...PRODUCTION], { env: agent })).stderr).toContain('[agent-needs-person]');
    // The person runs it.
    const refused = await migrate(['downgrade', '-1', ...PRODUCTION, '--yes'], { env: agent });
    expect((await migrate(['downgrade', '-1', ...PRODUCTION, '--confirm', consentIn(refused.stderr)])).exitCode).toBe(
      0,
    );
  });

  test('works everywhere else as anybody does', async () => {
    const free = await freshDatabase();
    for (const argv of [['upgrade'], ['downgrade', 'base'], ['stamp', 'heads']])
      expect((await migrate([...argv, '--url', free.url], { env: agent })).exitCode).toBe(0);
  });

  test.each(['AI_AGENT', 'CURSOR_AGENT', 'CODEX_SANDBOX', 'GEMINI_CLI', 'OPENCODE'])('%s is known', async (name) => {
    expect((await migrate(['upgrade', ...PRODUCTION], { env: { [name]: 'x' } })).exitCode).toBe(2);
    expect((await migrate(['upgrade', ...PRODUCTION], { env: { [name]: '' } })).exitCode).toBe(0);
  });
});

test('a database is protected by what it is: a run in the environment has marked it, and a tunnel to it is localhost', async () => {
  const proxy = await tcpProxy(database.url);
  onTestFinished(() => proxy.close());
  const [tunnel, elsewhere] = [['--url', proxy.url], { env: { PRODUCTION_URL: '' } }];
  expect((await migrate(['upgrade', ...PRODUCTION])).exitCode).toBe(0);
  const refused = await migrate(['downgrade', '-1', ...tunnel], elsewhere);
  expect([refused.exitCode, refused.stderr]).toEqual([
    2,
    expect.stringMatching(/\[confirmation-required\] .* on production\?/),
  ]);
  expect((await migrate(['check', '--db', '--no-schema', ...tunnel], elsewhere)).exitCode).toBe(0);
  // A copy of it is another database, though it has the mark.
  const copy = await freshDatabase();
  const [mark] = await database.query("select obj_description('braid'::regnamespace) as text");
  expect((await migrate(['upgrade', '--url', copy.url], elsewhere)).exitCode).toBe(0);
  await copy.query(`comment on schema braid is '${mark?.text}'`);
  expect((await migrate(['downgrade', '-1', '--url', copy.url], elsewhere)).exitCode).toBe(0);
  // Protected no more, because the configuration says so.
  configure({ protected: false });
  expect((await migrate(['downgrade', '-1', ...tunnel], elsewhere)).exitCode).toBe(0);
});

test('what somebody else has written on the schema stays, and a mark that cannot be read protects nothing', async () => {
  await migrate(['ensure-version', '--url', database.url]);
  for (const comment of ['ours', `braid: protected as "\\x", identity ${'0'.repeat(64)}`]) {
    await database.query(`comment on schema braid is '${comment}'`);
    expect(
      (await migrate(['downgrade', 'base', '--url', database.url], { env: { PRODUCTION_URL: '' } })).exitCode,
    ).toBe(0);
  }
  await database.query("comment on schema braid is 'ours'");
  expect((await migrate(['upgrade', ...PRODUCTION])).exitCode).toBe(0);
  expect(await database.query("select obj_description('braid'::regnamespace) as text")).toEqual([{ text: 'ours' }]);
});

test('a database is protected by what it is where its identity is configured: a tunnel to production is localhost', async () => {
  const proxy = await tcpProxy(database.url);
  onTestFinished(() => proxy.close());
  const tunnel = ['--url', proxy.url];
  expect((await migrate(['upgrade', ...tunnel])).exitCode).toBe(0);
  const { stdout } = await migrate(['plan', '--json', ...tunnel]);
  const { identity } = JSON.parse(stdout).database;
  configure({ identity });
  // Where production itself is not even named.
  const refused = await migrate(['downgrade', '-1', ...tunnel], { env: { PRODUCTION_URL: '' } });
  expect([refused.exitCode, refused.stderr]).toEqual([
    2,
    expect.stringMatching(/\[confirmation-required\] .* on production\?/),
  ]);
  // Another database of the same server is another one.
  const free = await freshDatabase();
  for (const argv of [['upgrade'], ['downgrade', 'base']])
    expect((await migrate([...argv, '--url', free.url], { env: { PRODUCTION_URL: '' } })).exitCode).toBe(0);
  configure({ identity: 'production' });
  expect(await migrate(['status', ...tunnel])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('identity'),
  });
});
