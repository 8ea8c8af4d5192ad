import type { MigrationDatabase } from '../../../ports/database/migration-database.ts';
import type {
  BatchOutcome,
  BatchRequest,
  RevisionSession,
  TransactionUnit,
} from '../../../ports/database/revision-runner.ts';
import type { Statement, StatementText } from '../../../sql/script/statement.ts';
import { readStatement } from '../../../sql/statement/read-statement.ts';
import { probeCall } from './probe.ts';
import type { StepRecorder } from './step-recorder.ts';

/**
 * The same database, with every revision observed: in its transaction after each statement; outside a transaction, from
 * another session while each statement runs. The runner sees no difference.
 */
export function observedDatabase(database: MigrationDatabase, recorder: StepRecorder): MigrationDatabase {
  return {
    ...database,
    async applyBatch(lease, request) {
      const [unit] = request.units;
      // The rehearsal sends one revision in each message.
      if (unit === undefined || request.units.length > 1) return await database.applyBatch(lease, request);
      await recorder.begin(unit.record, 'observed');
      const { units, origins } = withProbes(unit);
      const outcome = await database.applyBatch(lease, withOrigins({ ...request, units }, origins));
      if (outcome.kind === 'done') await recorder.finish(unit.record);
      return placed(outcome, origins);
    },
    async applyWork(lease, unit, work) {
      await recorder.begin(unit.record, 'observed');
      const failure = await database.applyWork(lease, unit, withCodeProbes(work));
      if (failure === undefined) await recorder.finish(unit.record);
      return failure;
    },
    async runChecked(lease, attempt, statement, hash, limits) {
      await recorder.begin(attempt.record, 'none');
      return await recorder.watch(statement.sql, () => database.runChecked(lease, attempt, statement, hash, limits));
    },
    async runAlone(statement, limits) {
      return await recorder.watch(statement.sql, () => database.runAlone(statement, limits));
    },
    async noteIntent(lease, attempt, sql) {
      // The statements of a section of code are not seen.
      await recorder.begin(attempt.record, 'none');
      await database.noteIntent(lease, attempt, sql);
    },
    async beginBackfill(lease, attempt, done, key, size) {
      await recorder.begin(attempt.record, 'none');
      return await database.beginBackfill(lease, attempt, done, key, size);
    },
    async runBatch(lease, attempt, work, mark, limits) {
      const isCode = typeof work === 'function';
      const observed = isCode ? withCodeProbes(work) : [probeBlock(0), ...work, probeBlock(1)];
      const result = await database.runBatch(lease, attempt, observed, mark, limits);
      if (result.kind !== 'failed') await recorder.committed();
      else if (!isCode && result.statement !== undefined) return { ...result, statement: result.statement - 1 };
      return result;
    },
    async finishHalfRun(lease, attempt, halfWay) {
      await database.finishHalfRun(lease, attempt, halfWay);
      await recorder.finish(attempt.record);
    },
  };
}

/** A probe that counts as no row of the batch. */
function probeBlock(step: number): StatementText {
  return { sql: `do $probe$ begin perform ${probeCall(step).slice('select '.length)}; end $probe$` };
}

/** Code between two probes: when its statements took their locks is unknown. */
function withCodeProbes<T>(work: (session: RevisionSession) => Promise<T>): (session: RevisionSession) => Promise<T> {
  return async (session) => {
    await session.execute(probeCall(0));
    const result = await work(session);
    await session.execute(probeCall(1));
    return result;
  };
}

/** Which statement of the revision each of those is that are sent; a probe has that before it, and does not count. */
interface Origin {
  readonly statement: number;
  readonly isProbe: boolean;
}

/** A probe before the first statement and after each; none before what has to be first in a transaction. */
function withProbes(unit: TransactionUnit): { units: readonly TransactionUnit[]; origins: readonly Origin[] } {
  const statements: Statement[] = [];
  const origins: Origin[] = [];
  let probes = 0;
  const probe = (like: Statement, statement: number): void => {
    const { offset, line, column } = like;
    statements.push({ offset, line, column, sql: probeCall(probes) });
    origins.push({ statement, isProbe: true });
    probes += 1;
  };
  unit.statements.forEach((statement, at) => {
    const isSetting = readStatement(statement.sql).kind.kind === 'session-state';
    if (probes === 0 && !isSetting) probe(statement, at);
    statements.push(statement);
    origins.push({ statement: at, isProbe: false });
    if (!isSetting) probe(statement, at);
  });
  const slow = unit.slow?.map((at) => origins.findIndex(({ statement, isProbe }) => statement === at && !isProbe));
  return { units: [{ ...unit, statements, ...(slow === undefined ? {} : { slow }) }], origins };
}

function withOrigins(request: BatchRequest, origins: readonly Origin[]): BatchRequest {
  return {
    ...request,
    onStatement(unit, at) {
      const origin = origins[at];
      if (origin !== undefined && !origin.isProbe) request.onStatement?.(unit, origin.statement);
    },
  };
}

function placed(outcome: BatchOutcome, origins: readonly Origin[]): BatchOutcome {
  if (outcome.kind !== 'failed' || outcome.statement === undefined) return outcome;
  const origin = origins[outcome.statement];
  return origin === undefined ? outcome : { ...outcome, statement: origin.statement };
}
