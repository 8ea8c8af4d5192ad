import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { runner } from '../execute/support/runner.ts';
import { freshDatabase } from '../support/fresh-database.ts';
import { waitFor } from '../support/wait-for.ts';
import { expectConsistent, expectWhole } from './support/expect-whole.ts';
import { full, note, printTableAtEnd, sample } from './support/fault-table.ts';
import { closeGate, gatedPlan, prepareGates } from './support/gated-plan.ts';
import { buildChild, spawnRunner } from './support/spawn-runner.ts';

/** Gates wait for locks: no limit of the runner may end that. A dead runner's lease ends soon. */
const options = { leaseMs: 600, lockTimeoutMs: 60_000, maxLockTimeoutMs: 60_000 };

beforeAll(buildChild);
printTableAtEnd();

const kinds = [
  ['transactional', true],
  ['transaction=off', false],
] as const;
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

describe.each(kinds)('%s, 20 revisions', (kind, transaction) => {
  const plan = gatedPlan(20, transaction);

  test.each(sample(numbers(plan.gates), 4))('kill -9 of the migrator at statement boundary %i', async (number) => {
    const database = await freshDatabase();
    await prepareGates(database);
    const gate = await closeGate(database, number);
    const child = spawnRunner({ url: database.url, revisions: plan.revisions, options, action: 'upgrade' });
    await gate.reached(child);
    child.process.kill('SIGKILL');
    await child.ended;
    // The server has not heard of the death: what it was sent goes on, while the next run is at work already.
    const next = runner(plan.revisions, { ...database, options }).upgrade();
    await pause(number % 2 === 0 ? 0 : 700);
    await gate.open();
    expect((await next).heads).toEqual([plan.revisions.at(-1)?.id]);
    await expectWhole(database, plan.revisions);
    note(`kill -9 at a statement boundary, ${kind}`, 'whole');
  });

  test.each(sample(numbers(plan.gates), 3))('the server ends the session at statement boundary %i', async (number) => {
    const database = await freshDatabase();
    await prepareGates(database);
    const gate = await closeGate(database, number);
    const { upgrade, events } = runner(plan.revisions, { ...database, options });
    const upgrading = upgrade();
    await database.query('select pg_terminate_backend($1)', [await gate.reached()]);
    await gate.open();
    expect((await upgrading).heads).toEqual([plan.revisions.at(-1)?.id]);
    expect(events.some(({ type }) => type === 'reconnected')).toBe(true);
    await expectWhole(database, plan.revisions);
    note(`session terminated at a statement boundary, ${kind}`, 'recovered in the same run');
  });
});

describe.each(kinds)('%s, at random moments', (kind, transaction) => {
  const plan = gatedPlan(20, transaction);

  test.each(['SIGKILL', 'SIGTERM'] as const)('%s, again and again until the heads are reached', async (signal) => {
    const database = await freshDatabase();
    await prepareGates(database);
    const rounds = full ? 40 : 5;
    // Follows how long a run takes on this machine, so that most signals hit one.
    let spanMs = 250;
    for (let round = 0; round < rounds; round += 1) {
      const action = round % 2 === 0 ? 'upgrade' : 'downgrade';
      const child = spawnRunner({ url: database.url, revisions: plan.revisions, options, action });
      await child.ready;
      await pause(Math.random() * spanMs);
      child.process.kill(signal);
      const { report } = await child.ended;
      spanMs *= report?.ok === true ? 0.7 : 1.1;
      note(
        `${signal} at a random moment, ${kind}`,
        report === undefined ? 'killed' : report.ok ? 'done before it' : (report.code ?? '?'),
      );
      if (signal === 'SIGTERM') expect(report?.ok === true || report?.code === 'interrupted').toBe(true);
      // A half-run revision is ended in its own direction before the other one is asked for.
      const { upgrade, downgrade } = runner(plan.revisions, { ...database, options });
      if (action === 'upgrade') expect((await upgrade()).heads).toEqual([plan.revisions.at(-1)?.id]);
      else expect((await downgrade()).heads).toEqual([]);
      await expectConsistent(database);
    }
    await expectWhole(database, plan.revisions);
  });
});

describe('a concurrent index build', () => {
  const plan = [
    {
      id: 'g000',
      up: "create table t_g000 (id int);\ninsert into runs values ('g000', 'up')",
      down: "drop table t_g000;\ninsert into runs values ('g000', 'down')",
    },
    {
      id: 'g001',
      revises: 'g000',
      up: "create table t_g001 (id int);\ncreate index concurrently i_g001 on t_g000 (id);\ninsert into runs values ('g001', 'up')",
      down: "drop index concurrently i_g001;\ndrop table t_g001;\ninsert into runs values ('g001', 'down')",
      options: 'transaction=off',
    },
  ];

  test.each(
    sample(
      ['killed', 'terminated'].flatMap((how) => numbers(full ? 10 : 1).map((round) => [how, round] as const)),
      2,
    ),
  )('is %s while it waits for an old transaction (round %i)', async (how) => {
    const database = await freshDatabase();
    await prepareGates(database);
    await runner(plan, database).upgrade('g000');
    const old = await database.connect();
    await old.query('begin; insert into t_g000 values (1)');
    const child = spawnRunner({ url: database.url, revisions: plan, options, action: 'upgrade' });
    const pid = await waitFor(
      'the build',
      async () =>
        // Not that of another test, in another database of the server.
        (await database.query('select pid from pg_stat_progress_create_index where datname = current_database()'))[0]
          ?.pid,
    );
    if (how === 'terminated') await database.query('select pg_terminate_backend($1)', [pid]);
    else child.process.kill('SIGKILL');
    const next = runner(plan, { ...database, options }).upgrade();
    await pause(Math.random() * 800);
    await old.query('commit');
    await child.ended;
    expect((await next).heads).toEqual(['g001']);
    expect(await database.query("select indisvalid from pg_index where indexrelid = 'i_g001'::regclass")).toEqual([
      { indisvalid: true },
    ]);
    await expectWhole(database, plan);
    note(`concurrent index build ${how}`, 'resumed from the catalog');
  });
});
