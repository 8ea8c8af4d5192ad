import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { runner } from '../execute/support/runner.ts';
import { freshDatabase } from '../support/fresh-database.ts';
import { makeTempDir, removeTempDir } from '../support/temp-dir.ts';
import { waitFor } from '../support/wait-for.ts';
import { expectConsistent, expectWhole } from './support/expect-whole.ts';
import { full, note, printTableAtEnd } from './support/fault-table.ts';
import { closeGate, gatedPlan, prepareGates } from './support/gated-plan.ts';
import { crash, ownServer } from './support/own-server.ts';
import { buildChild, spawnRunner } from './support/spawn-runner.ts';

beforeAll(buildChild);
printTableAtEnd();

const server = ownServer();
const gates = { lockTimeoutMs: 60_000, maxLockTimeoutMs: 60_000 };
const kinds = [
  ['transactional', true],
  ['transaction=off', false],
] as const;
const rounds = Array.from({ length: full ? 10 : 1 }, (_, index) => index);

describe.each(kinds)('%s', (kind, transaction) => {
  const plan = gatedPlan(20, transaction);

  test.each(rounds)('the server crashes and starts again in the middle of a run (round %i)', async (round) => {
    const database = await freshDatabase(server.url);
    await prepareGates(database);
    const gate = await closeGate(database, (7 * round + 11) % plan.gates);
    const { upgrade, events } = runner(plan.revisions, { ...database, options: gates });
    const upgrading = upgrade();
    crash(await gate.reached());
    expect((await upgrading).heads).toEqual([plan.revisions.at(-1)?.id]);
    expect(events.some(({ type }) => type === 'reconnecting')).toBe(true);
    await expectWhole(database, plan.revisions);
    note(`server crash and restart, ${kind}`, 'recovered in the same run');
  });
});

describe('a server that loses its last commits in a crash', () => {
  const forgetful = ownServer({ synchronous_commit: 'off', wal_writer_delay: '10s' });

  test.each(rounds)('is caught up with (round %i)', async () => {
    const plan = gatedPlan(20, true);
    const database = await freshDatabase(forgetful.url);
    await prepareGates(database);
    await runner(plan.revisions, database).upgrade('g004');
    await database.query('checkpoint');
    const gate = await closeGate(database, 2 * 15);
    // One revision a message, so that each commit is answered before the crash.
    const { upgrade, events } = runner(plan.revisions, { ...database, options: { ...gates, batchRevisions: 1 } });
    const upgrading = upgrade();
    crash(await gate.reached());
    expect((await upgrading).heads).toEqual(['g019']);
    expect(events.some(({ type }) => type === 'commits-lost')).toBe(true);
    await expectWhole(database, plan.revisions);
    note('server crash with synchronous_commit=off', 'lost revisions ran again');
  });
});

test('a blocker holds its lock for longer than the budget, then leaves', async () => {
  const plan = gatedPlan(5, true);
  const database = await freshDatabase();
  await prepareGates(database);
  const blocker = await database.connect();
  await blocker.query('begin; lock table public.runs');
  const options = { lockBudgetMs: 500, blockerAgeMs: 50, blockerPatienceMs: 100, lockTimeoutMs: 20 };
  const { upgrade } = runner(plan.revisions, { ...database, options });
  await expect(upgrade()).rejects.toMatchObject({
    code: 'locks-not-free',
    facts: { ran: [], blockers: [{ relation: 'runs' }] },
  });
  note('blocker longer than the lock budget', 'locks-not-free, names it');
  const child = spawnRunner({
    url: database.url,
    revisions: plan.revisions,
    options: { ...options, lockBudgetMs: 60_000 },
    action: 'upgrade',
    tellEvents: true,
  });
  await child.ready;
  await waitFor(
    'the run to hold the lease',
    async () => (await database.query('select 1 from braid.lease where run_id is not null')).length > 0,
  );
  await pause(300);
  await blocker.query('commit');
  expect((await child.ended).report).toMatchObject({ ok: true, ran: 5 });
  await expectWhole(database, plan.revisions);
  note('blocker within the lock budget', 'waited, then done');
});

describe('a full disk', () => {
  /** A small file system of its own where that is allowed (root on Linux), else the server's answer to one. */
  function smallTablespace(): string | undefined {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
    const folder = makeTempDir('braid-test-disk-');
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m,mode=0777', 'tmpfs', folder], { stdio: 'ignore' });
    } catch {
      removeTempDir(folder);
      return undefined;
    }
    chmodSync(folder, 0o777);
    onTestFinished(() => {
      execFileSync('umount', ['-l', folder]);
      removeTempDir(folder);
    });
    return folder;
  }

  test('stops the revision that fills it, keeps those before it, and continues when there is space', async () => {
    const database = await freshDatabase(server.url);
    await prepareGates(database);
    const folder = smallTablespace();
    const tablespace = `${database.name}_small`;
    if (folder !== undefined) {
      const mine = `${folder}/space`;
      await database.query(`copy (select 1) to program 'cat > /dev/null && mkdir -m 700 ${mine}'`);
      await database.query(`create tablespace ${tablespace} location '${mine}'`);
      onTestFinished(async () => {
        const { administer } = await import('./support/administer.ts');
        await administer(server.url, `drop tablespace if exists ${tablespace}`);
      });
    }
    const fill = (rows: number) =>
      folder === undefined
        ? rows > 1_000
          ? "do $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$"
          : 'select 1'
        : `create table filler tablespace ${tablespace} as select i, repeat('x', 500) as x from generate_series(1, ${rows}) i;\ndrop table filler`;
    const plan = (rows: number) =>
      gatedPlan(5, true).revisions.map((revision) =>
        revision.id === 'g003' ? { ...revision, up: `${revision.up};\n${fill(rows)}` } : revision,
      );
    const before = runner(plan(20_000), database);
    await expect(before.upgrade()).rejects.toMatchObject({
      code: 'statement-failed',
      facts: { revision: 'g003', sqlState: '53100', heads: ['g002'] },
      hint: expect.stringContaining('disk'),
    });
    await expectConsistent(database);
    expect((await before.state()).applied).toHaveLength(3);
    await expectWhole(database, plan(10));
    note(
      `full disk (${folder === undefined ? 'the server’s answer' : 'a full tablespace'})`,
      'stopped, nothing half-applied, went on',
    );
  });
});
