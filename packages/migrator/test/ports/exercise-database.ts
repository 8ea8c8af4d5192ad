import { describe, expect, test } from 'vitest';
import { statementHash } from '../../src/execute/half-run/statement-hash.ts';
import type { MigrationDatabase } from '../../src/ports/database/migration-database.ts';
import type { BatchOutcome, RevisionAttempt, TransactionUnit } from '../../src/ports/database/revision-runner.ts';
import { statementKind } from '../../src/sql/kind/classify-statement.ts';
import type { Statement } from '../../src/sql/script/statement.ts';
import type { HalfRunState } from '../../src/state/half-run-state.ts';
import type { Lease, LeaseRequest } from '../../src/state/lease.ts';
import type { LogEntry } from '../../src/state/log.ts';
import type { RevisionRecord } from '../../src/state/revision-record.ts';

/** An empty database of one test's own. */
export interface Exercised {
  readonly database: MigrationDatabase;
  /** Another connection to the same database. */
  connect(): MigrationDatabase;
}

/** A statement that every database under test refuses, and how. */
export const REFUSED = { statement: 'select 1 / 0', how: '22012' } as const;

const statement = (sql: string): Statement => ({ sql, offset: 0, line: 1, column: 1 });
const request = (runId: string, durationMs = 60_000): LeaseRequest => ({
  runId,
  host: 'here',
  pid: 7,
  runs: `upgrade ${runId}`,
  durationMs,
});
const record = (revision: string, more: Partial<RevisionRecord> = {}): RevisionRecord => ({
  revision,
  slice: 'events',
  direction: 'upgrade',
  parents: [],
  dependencies: [],
  checksum: `sum of ${revision}`,
  ...more,
});
const attempt = (revision: string, more: Partial<RevisionRecord> = {}): RevisionAttempt => ({
  record: record(revision, more),
  attemptId: `try of ${revision}`,
});
const unit = (revision: string, sql: readonly string[], more: Partial<RevisionRecord> = {}): TransactionUnit => ({
  ...attempt(revision, more),
  statements: sql.map(statement),
  limits: {},
});
const said = ({ action, event, revision }: LogEntry) =>
  `${action} ${event}${revision === undefined ? '' : ` ${revision}`}`;

/** What every implementation of the ports of `ports/database` does, whatever is behind it. */
export function exerciseDatabase(name: string, open: () => Promise<Exercised>): void {
  /** With its state made and the lease held. */
  const leased = async (runId = 'first') => {
    const opened = await open();
    const { database } = opened;
    await database.readState();
    await database.ensureState();
    const answer = await database.acquireLease(request(runId));
    if (!answer.granted) throw new Error('nobody else is there');
    return { ...opened, lease: answer.lease };
  };
  const applied = async (database: MigrationDatabase) =>
    (await database.readState()).applied.map(({ revision }) => revision);
  const logged = async (database: MigrationDatabase) => (await database.readLog({ limit: 100 })).toReversed().map(said);
  const apply = (database: MigrationDatabase, lease: Lease, ...units: readonly TransactionUnit[]) =>
    database.applyBatch(lease, { units });

  describe(`${name}: reading`, () => {
    test('where nothing exists yet there is nothing, and nothing is made', async () => {
      const { database, connect } = await open();
      const empty = { initialized: false, applied: [], halfRuns: [] };
      expect(await database.readState()).toEqual(empty);
      expect(await database.readApplied()).toEqual([]);
      expect(await database.readLog({ limit: 10 })).toEqual([]);
      database.requireWritable();
      expect(await connect().readState()).toEqual(empty);
    });

    test('the state is made once, however often it is asked for', async () => {
      const { database, connect } = await open();
      await database.readState();
      await database.ensureState();
      await database.ensureState();
      const other = connect();
      await other.readState();
      await other.ensureState();
      expect(await other.readState()).toEqual({ initialized: true, applied: [], halfRuns: [] });
    });

    test('it is the same database on every connection', async () => {
      const { database, connect } = await open();
      const identity = await database.readIdentity();
      expect(identity.name).not.toBe('');
      expect(await connect().readIdentity()).toEqual(identity);
    });
  });

  describe(`${name}: the lease`, () => {
    test('is held by one run; whoever else asks is told by whom', async () => {
      const { database, connect } = await leased();
      const answer = await connect().acquireLease(request('second'));
      expect(answer).toMatchObject({
        granted: false,
        holder: { runId: 'first', host: 'here', pid: 7, runs: 'upgrade first', expired: false },
        state: { initialized: true },
      });
      expect((await database.readState()).holder).toMatchObject({ runId: 'first' });
    });

    test('asked for again by its own run, it has a greater token, and the old one commits nothing more', async () => {
      const { database, lease } = await leased();
      const again = await database.acquireLease(request('first'));
      expect(again).toMatchObject({ granted: true, state: { initialized: true, holder: { runId: 'first' } } });
      expect(again).not.toHaveProperty('takenOverFrom');
      if (again.granted) expect(BigInt(again.lease.token)).toBeGreaterThan(BigInt(lease.token));
      const outcome = await apply(database, lease, unit('aaaa', ['select 1']));
      expect(outcome).toMatchObject({ kind: 'failed', committed: 0, failure: { sqlState: 'BR001' } });
      const lost = { code: 'lease-lost' };
      await expect(database.noteIntent(lease, attempt('aaaa'), undefined)).rejects.toMatchObject(lost);
      await expect(
        database.changeState(lease, 'stamp', [{ kind: 'add', record: record('aaaa') }]),
      ).rejects.toMatchObject(lost);
      expect(await applied(database)).toEqual([]);
    });

    test('after a reconnect it is another one', async () => {
      const { database, lease } = await leased();
      const answer = await database.reconnect(lease);
      expect(answer).toMatchObject({ granted: true, state: { initialized: true } });
      if (answer.granted) expect(await database.renewLease(answer.lease)).toBe(true);
      expect(await database.renewLease(lease)).toBe(false);
    });

    test('that has expired is taken over, and is lost to the run that had it', async () => {
      const { database, connect } = await open();
      await database.readState();
      await database.ensureState();
      const first = await database.acquireLease(request('first', 0));
      const second = await connect().acquireLease(request('second'));
      expect(second).toMatchObject({ granted: true, takenOverFrom: { runId: 'first', expired: true } });
      if (!first.granted || !second.granted) throw new Error('both were granted');
      expect(await database.renewLease(first.lease)).toBe(false);
      await database.releaseLease(first.lease, { action: 'run', event: 'failed' });
      expect((await database.readState()).holder).toMatchObject({ runId: 'second' });
    });

    test('is free when it is given back, with a last word in the log', async () => {
      const { database, connect, lease } = await leased();
      await database.releaseLease(lease, { action: 'run', event: 'done', reason: 'because', durationMs: 5 });
      expect(await database.readState()).not.toHaveProperty('holder');
      expect(await database.readLog({ limit: 1 })).toMatchObject([
        { action: 'run', event: 'done', reason: 'because', durationMs: 5, runId: 'first', host: 'here' },
      ]);
      const next = await connect().acquireLease(request('second'));
      expect(next).toMatchObject({ granted: true });
      expect(next).not.toHaveProperty('takenOverFrom');
    });
  });

  describe(`${name}: revisions`, () => {
    test('are recorded with what they ran on, in their order, and forgotten when they are undone', async () => {
      const { database, lease } = await leased();
      const told: number[] = [];
      const outcome = await database.applyBatch(lease, {
        units: [
          unit('aaaa', ['select 1']),
          unit('bbbb', [], { parents: ['aaaa'], dependencies: ['cccc'], slice: 'users' }),
        ],
        onUnit: (index) => told.push(index),
      });
      expect([outcome, told]).toEqual([{ kind: 'done' }, [0, 1]]);
      expect((await database.readState()).applied).toMatchObject([
        { revision: 'aaaa', slice: 'events', parents: [], dependencies: [], checksum: 'sum of aaaa', runId: 'first' },
        { revision: 'bbbb', slice: 'users', parents: ['aaaa'], dependencies: ['cccc'] },
      ]);
      const groups = await database.readApplied();
      expect(groups.map(({ slice, revisions }) => [slice, revisions]).sort()).toEqual([
        ['events', ['aaaa']],
        ['users', ['bbbb']],
      ]);
      expect(groups.every(({ revisions, appliedAt }) => revisions.length === appliedAt.length)).toBe(true);
      const down = { direction: 'downgrade' } as const;
      expect(await apply(database, lease, unit('bbbb', ['select 1'], down))).toEqual({ kind: 'done' });
      expect(await applied(database)).toEqual(['aaaa']);
      expect(await logged(database)).toEqual(['upgrade done aaaa', 'upgrade done bbbb', 'downgrade done bbbb']);
    });

    test('of a batch that fails, those before it are committed and those after it never began', async () => {
      const { database, lease } = await leased();
      const outcome: BatchOutcome = await apply(
        database,
        lease,
        unit('aaaa', ['select 1']),
        unit('bbbb', ['select 1', REFUSED.statement]),
        unit('cccc', ['select 1']),
      );
      expect(outcome).toMatchObject({
        kind: 'failed',
        committed: 1,
        statement: 1,
        failure: { sqlState: REFUSED.how, connectionLost: false },
      });
      expect(await applied(database)).toEqual(['aaaa']);
      expect(await apply(database, lease, unit('dddd', ['select 1']))).toEqual({ kind: 'done' });
    });

    test('are recorded once, and undone only when they are there', async () => {
      const { database, lease } = await leased();
      await apply(database, lease, unit('aaaa', ['select 1']));
      for (const wrong of [unit('aaaa', []), unit('bbbb', [], { direction: 'downgrade' })]) {
        const outcome = await apply(database, lease, wrong);
        expect(outcome).toMatchObject({ kind: 'failed', committed: 0, failure: { sqlState: 'BR003' } });
      }
      expect(await applied(database)).toEqual(['aaaa']);
    });

    test('of code are recorded when the code ends, and not when it throws or the server refuses', async () => {
      const { database, lease } = await leased();
      const work = { ...attempt('aaaa'), limits: {} };
      const own = new Error('of the code');
      await expect(database.applyWork(lease, work, () => Promise.reject(own))).rejects.toBe(own);
      const refused = await database.applyWork(lease, work, async ({ execute }) => {
        await execute(REFUSED.statement);
      });
      expect(refused).toMatchObject({ sqlState: REFUSED.how });
      expect(await applied(database)).toEqual([]);
      const done = await database.applyWork(lease, work, async ({ execute }) => {
        await execute('select 1');
      });
      expect([done, await applied(database)]).toEqual([undefined, ['aaaa']]);
      expect(await database.runWork({}, () => Promise.resolve())).toBeUndefined();
    });
  });

  describe(`${name}: half runs`, () => {
    const begun = async () => {
      const opened = await leased();
      await opened.database.noteIntent(opened.lease, attempt('aaaa'), undefined);
      return opened;
    };
    const half = async (database: MigrationDatabase): Promise<HalfRunState | undefined> =>
      (await database.readState()).halfRuns[0];

    test('remember what is done and what is under way, and end with the record', async () => {
      const { database, lease } = await begun();
      expect(await half(database)).toMatchObject({ revision: 'aaaa', direction: 'upgrade', doneStatements: [] });
      const failure = await database.runChecked(
        lease,
        attempt('aaaa'),
        statement('select 1'),
        statementHash('select 1'),
        {},
      );
      expect(failure).toBeUndefined();
      expect(await half(database)).toMatchObject({ doneStatements: [statementHash('select 1')] });
      await database.noteIntent(lease, attempt('aaaa'), 'select 2');
      expect(await half(database)).toMatchObject({ underWay: 'select 2' });
      // Going on with it keeps what is under way.
      await database.noteIntent(lease, attempt('aaaa'), undefined);
      expect(await half(database)).toMatchObject({ underWay: 'select 2' });
      expect(await database.runAlone(statement('select 2'), {})).toBeUndefined();
      await database.noteDone(lease, attempt('aaaa'), statementHash('select 2'));
      const state = await half(database);
      expect(state?.doneStatements).toEqual([statementHash('select 1'), statementHash('select 2')]);
      expect(state).not.toHaveProperty('underWay');
      await database.finishHalfRun(lease, attempt('aaaa'));
      expect([await half(database), await applied(database)]).toEqual([undefined, ['aaaa']]);
      expect(await logged(database)).toEqual(['upgrade started aaaa', 'upgrade started aaaa', 'upgrade done aaaa']);
    });

    test('forget what was under way when it had no effect', async () => {
      const { database, lease } = await begun();
      await database.noteIntent(lease, attempt('aaaa'), 'select 2');
      await database.clearIntent(lease, attempt('aaaa'));
      const state = await half(database);
      expect(state?.doneStatements).toEqual([]);
      expect(state).not.toHaveProperty('underWay');
    });

    test('are where they were after a statement that is refused', async () => {
      const { database, lease } = await begun();
      const refused = statement(REFUSED.statement);
      const hash = statementHash(refused.sql);
      expect(await database.runChecked(lease, attempt('aaaa'), refused, hash, {})).toMatchObject({
        sqlState: REFUSED.how,
      });
      expect(await database.runAlone(refused, {})).toMatchObject({ sqlState: REFUSED.how });
      expect(await half(database)).toMatchObject({ doneStatements: [] });
    });

    test('commit nothing under a lease that is lost', async () => {
      const { database, lease } = await begun();
      await database.acquireLease(request('first'));
      const lost = { code: 'lease-lost' };
      const checked = database.runChecked(lease, attempt('aaaa'), statement('select 1'), statementHash('select 1'), {});
      await expect(checked).rejects.toMatchObject(lost);
      await expect(database.noteDone(lease, attempt('aaaa'), 'x')).rejects.toMatchObject(lost);
      await expect(database.clearIntent(lease, attempt('aaaa'))).rejects.toMatchObject(lost);
      await expect(database.finishHalfRun(lease, attempt('aaaa'))).rejects.toMatchObject(lost);
      expect(await half(database)).toMatchObject({ doneStatements: [] });
    });

    test('of a statement that never ran are told from the catalog', async () => {
      const { database, lease } = await begun();
      const sql = 'create index concurrently t_a_idx on t (a)';
      await database.noteIntent(lease, attempt('aaaa'), sql);
      expect(await database.catalogTruth(statementKind(sql))).toEqual({ state: 'not-run' });
    });

    test.each([
      [true, [statementHash('select 2')]],
      [false, []],
    ])('are settled by hand: done is %s', async (done, doneStatements) => {
      const { database, lease } = await begun();
      await database.noteIntent(lease, attempt('aaaa'), 'select 2');
      await database.changeState(lease, 'repair', [
        { kind: 'settle-half-run', revision: 'aaaa', slice: 'events', done },
      ]);
      const state = await half(database);
      expect(state?.doneStatements).toEqual(doneStatements);
      expect(state).not.toHaveProperty('underWay');
    });

    test('where nothing is under way there is nothing to settle', async () => {
      const { database, lease } = await begun();
      await database.changeState(lease, 'repair', [
        { kind: 'settle-half-run', revision: 'aaaa', slice: 'events', done: true },
        { kind: 'settle-half-run', revision: 'bbbb', slice: 'events', done: true },
      ]);
      expect((await database.readState()).halfRuns).toMatchObject([{ revision: 'aaaa', doneStatements: [] }]);
    });

    test.each(['drop-half-run', 'remove'] as const)('are forgotten by %s', async (kind) => {
      const { database, lease } = await begun();
      await database.changeState(lease, 'repair', [{ kind, revision: 'aaaa', slice: 'events' }]);
      expect(await half(database)).toBeUndefined();
    });
  });

  describe(`${name}: changes of the state`, () => {
    test('rewrite rows, and each is logged with the reason', async () => {
      const { database, lease } = await leased();
      const place = { revision: 'aaaa', slice: 'events' };
      await database.changeState(
        lease,
        'stamp',
        [
          { kind: 'add', record: record('aaaa') },
          { kind: 'add', record: record('bbbb', { parents: ['aaaa'] }) },
          { kind: 'add', record: record('aaaa', { checksum: 'of a row that is there' }) },
        ],
        'because',
      );
      expect((await database.readState()).applied.map(({ revision, checksum }) => [revision, checksum]).sort()).toEqual(
        [
          ['aaaa', 'sum of aaaa'],
          ['bbbb', 'sum of bbbb'],
        ],
      );
      await database.changeState(lease, 'repair', [{ kind: 'accept-checksum', ...place, checksum: 'new' }]);
      expect((await database.readState()).applied).toContainEqual(
        expect.objectContaining({ revision: 'aaaa', checksum: 'new' }),
      );
      await database.changeState(lease, 'repair', [
        { kind: 'remove', ...place },
        { kind: 'remove', revision: 'none', slice: 'events' },
      ]);
      expect(await applied(database)).toEqual(['bbbb']);
      const [newest, ...older] = await database.readLog({ limit: 100 });
      expect(newest).toMatchObject({ action: 'repair', event: 'done', revision: 'none', message: 'remove' });
      expect(newest).not.toHaveProperty('reason');
      expect(older.at(-1)).toMatchObject({
        action: 'stamp',
        revision: 'aaaa',
        slice: 'events',
        message: 'add',
        reason: 'because',
      });
    });
  });

  describe(`${name}: the log`, () => {
    test('is read newest first, as much as is asked for, of a run or a revision', async () => {
      const { database, connect, lease } = await leased();
      const message = `a\0b${'c'.repeat(5_000)}`;
      await database.appendLog(lease, []);
      await database.appendLog(lease, [
        { action: 'run', event: 'started', message: 'upgrade heads' },
        {
          action: 'upgrade',
          event: 'failed',
          revision: 'aaaa',
          slice: 'events',
          attemptId: 'x',
          sqlState: '55P03',
          message,
        },
      ]);
      await apply(database, lease, unit('aaaa', ['select 1']), unit('bbbb', ['select 1']));
      await database.releaseLease(lease, { action: 'run', event: 'done' });
      const other = connect();
      const next = await other.acquireLease(request('second'));
      if (next.granted) await other.releaseLease(next.lease, { action: 'stamp', event: 'done' });

      const all = await other.readLog({ limit: 100 });
      expect(all.map(said)).toEqual([
        'stamp done',
        'run done',
        'upgrade done bbbb',
        'upgrade done aaaa',
        'upgrade failed aaaa',
        'run started',
      ]);
      expect(await other.readLog({ limit: 2 })).toEqual(all.slice(0, 2));
      expect(await other.readLog({ limit: 0 })).toEqual([]);
      expect(await other.readLog({ limit: 100, revision: 'aaaa' })).toEqual([all[3], all[4]]);
      expect(await other.readLog({ limit: 100, runId: 'second' })).toEqual([all[0]]);
      expect(await other.readLog({ limit: 1, runId: 'first', revision: 'aaaa' })).toEqual([all[3]]);
      expect(await other.readLog({ limit: 100, revision: 'zzzz' })).toEqual([]);
      const ids = all.map(({ id }) => BigInt(id));
      expect(ids.every((id, index) => index === 0 || id < (ids[index - 1] ?? 0n))).toBe(true);
      expect(all[4]).toMatchObject({
        sqlState: '55P03',
        attemptId: 'x',
        slice: 'events',
        runId: 'first',
        host: 'here',
      });
      expect(all[4]?.message).toBe(`ab${'c'.repeat(3_998)}`);
      expect(
        all.every(({ at, by, toolVersion }) => !Number.isNaN(Date.parse(at)) && by !== '' && toolVersion !== ''),
      ).toBe(true);
    });
  });

  describe(`${name}: looking on`, () => {
    test('nobody is in the way where nobody else is', async () => {
      const { database } = await leased();
      expect(await database.findBlockers({ exclusive: ['t'], shared: ['u'] }, 0)).toEqual([]);
      expect(await database.whoBlocks()).toEqual([]);
      expect(await database.tablesOfIndexes([{ name: 'none' }, { schema: 'public', name: 'none' }])).toEqual([
        undefined,
        undefined,
      ]);
      await database.cancel();
      expect(await applied(database)).toEqual([]);
    });
  });
}
