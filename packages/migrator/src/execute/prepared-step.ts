import { placeOf } from '../errors/files/revision-place.ts';
import {
  ConcurrentIndexUnnamedError,
  RevisionIrreversibleError,
  RevisionStubError,
} from '../errors/run/section-errors.ts';
import type { PlanStep } from '../plan/plan.ts';
import type { Limits } from '../ports/database/limits.ts';
import type { Batch } from '../revision/batch/batch.ts';
import { durationMs } from '../revision/duration.ts';
import type { Direction, Revision } from '../revision/revision.ts';
import type { RevisionFile, Section } from '../revision/revision-file.ts';
import type { Statement } from '../sql/script/statement.ts';
import { readStatement } from '../sql/statement/read-statement.ts';
import type { RevisionRecord } from '../state/revision-record.ts';
import type { CodeFacts } from './data/batched-code.ts';
import type { RunnerOptions } from './runner-options.ts';

/** A step of the plan with all that is needed to run it. */
export interface PreparedStep {
  readonly step: PlanStep;
  readonly revision: Revision;
  readonly direction: Direction;
  readonly record: RevisionRecord;
  readonly file: RevisionFile;
  readonly statements: readonly Statement[];
  /**
   * How it runs: in a transaction of statements or of code, statement by statement, with code that commits by itself,
   * code step by step, or in batches of rows.
   */
  readonly manner: 'transaction' | 'code' | 'half-run' | 'half-run-code' | 'steps' | 'batched';
  /** How it runs in batches, where it does. */
  readonly batch?: Batch;
  /** Of the file from which code that runs in batches was loaded. */
  readonly loaded?: string;
  /** Rows of the first batch of `op.batch`, whatever the code says. */
  readonly batchSize?: number;
  /** In a transaction of the revision. */
  readonly limits: Limits;
  /** For statements that PostgreSQL runs alone. */
  readonly aloneLimits: Limits;
}

export interface StepSource {
  readonly readRevision: (revision: Revision) => RevisionFile;
  readonly dependenciesOf: (revision: string) => readonly string[];
  readonly options: RunnerOptions;
  /** Whether stubs count as done: on scratch databases, where nothing is kept. */
  readonly skipStubs?: boolean;
}

/**
 * Reads the file of a step and checks that its section can run. Throws `RevisionIrreversibleError`,
 * `RevisionStubError`, `ConcurrentIndexUnnamedError`, and what reading a broken file throws.
 */
export function prepareStep(step: PlanStep, source: StepSource): PreparedStep {
  const { revision, direction } = step;
  const file = source.readRevision(revision);
  const section = file[direction];
  checkSection(revision, direction, section);
  if (source.skipStubs !== true) refuseStub(revision, direction, section);
  const statements = section?.statements ?? [];
  const transaction = section?.transaction ?? true;
  if (!transaction) checkNames(revision, statements);
  const code = revision.kind === 'ts';
  return {
    step,
    revision,
    direction,
    record: {
      revision: revision.id,
      slice: revision.slice,
      direction,
      parents: revision.revises,
      dependencies: source.dependenciesOf(revision.id),
      checksum: file.checksum,
    },
    file,
    statements,
    manner: mannerOf(section, code),
    ...(section?.batch === undefined ? {} : { batch: section.batch }),
    ...limitsOf(section, statements, code, source.options),
  };
}

/** The step of a data revision, with what its code says about itself. */
export function withCode(step: PreparedStep, { batch, batchSize, checksum }: CodeFacts): PreparedStep {
  const sized = batchSize === undefined ? step : { ...step, batchSize };
  return batch === undefined ? sized : asBatched(sized, batch, checksum);
}

/** A step of code that runs in batches. `loaded` names what was loaded. */
export function asBatched(step: PreparedStep, batch: Batch, loaded: string) {
  const options = step.file[step.direction]?.options ?? {};
  const limits = batchLimits(durationMs(options['lock-timeout']), durationMs(options['statement-timeout']));
  return { ...step, manner: 'batched' as const, batch, loaded, ...limits };
}

function mannerOf(section: Section | undefined, code: boolean): PreparedStep['manner'] {
  if (section?.batch !== undefined) return 'batched';
  if (section?.steps === true) return 'steps';
  if (section?.transaction === false) return code ? 'half-run-code' : 'half-run';
  return code ? 'code' : 'transaction';
}

function checkSection(revision: Revision, direction: Direction, section: Section | undefined): void {
  if (section?.irreversible === undefined) return;
  throw new RevisionIrreversibleError({
    ...placeOf(revision),
    direction,
    line: section.line,
    reason: section.irreversible,
  });
}

function refuseStub(revision: Revision, direction: Direction, section: Section | undefined): void {
  if (section?.stub === undefined) return;
  throw new RevisionStubError({ ...placeOf(revision), direction, line: section.line, reason: section.stub });
}

/** After a crash the catalog is asked for the index by its name: PostgreSQL must not choose one. */
function checkNames(revision: Revision, statements: readonly Statement[]): void {
  for (const { sql, line } of statements) {
    const { kind } = readStatement(sql);
    if (kind.kind !== 'create-index-concurrently' || kind.index !== undefined) continue;
    throw new ConcurrentIndexUnnamedError({ ...placeOf(revision), line, table: kind.table.name });
  }
}

/** Of one batch: it is short, and can be tried again with fewer rows. */
function batchLimits(lock = 1_000, statement = 30_000): Pick<PreparedStep, 'limits' | 'aloneLimits'> {
  const limits: Limits = {
    lockTimeoutMs: lock,
    statementTimeoutMs: statement,
    // Between the statement and its cursor, a round trip.
    idleInTransactionTimeoutMs: 60_000,
  };
  return { limits, aloneLimits: limits };
}

/** What the marker says wins over the run's options; what a statement of the section sets itself is not overridden. */
function limitsOf(
  section: Section | undefined,
  statements: readonly Statement[],
  code: boolean,
  options: RunnerOptions,
): Pick<PreparedStep, 'limits' | 'aloneLimits'> {
  const lock = durationMs(section?.options['lock-timeout']);
  const statement = durationMs(section?.options['statement-timeout']);
  const alone = section?.transaction === false ? statements : [];
  if (section?.batch !== undefined) return batchLimits(lock, statement);
  // Written out, without spreads, since an object that others are spread into gets a shape of its own.
  const limits = {
    lockTimeoutMs: lock ?? options.lockTimeoutMs,
    statementTimeoutMs: statement ?? options.statementTimeoutMs,
  };
  const aloneLimits = {
    lockTimeoutMs: lock ?? options.concurrentLockTimeoutMs,
    statementTimeoutMs: statement ?? options.concurrentStatementTimeoutMs,
  };
  return {
    // Statements of a file travel in one message: only code can dawdle between two of its own.
    limits: code ? { ...limits, idleInTransactionTimeoutMs: options.idleInTransactionTimeoutMs } : limits,
    aloneLimits: alone.length === 0 ? aloneLimits : withoutOwn(aloneLimits, alone),
  };
}

/** The limits that the statements do not set themselves. */
function withoutOwn(
  limits: Required<Pick<Limits, 'lockTimeoutMs' | 'statementTimeoutMs'>>,
  statements: readonly Statement[],
): Limits {
  const own = new Set(
    statements.flatMap(({ sql }) => {
      const { kind } = readStatement(sql);
      return kind.kind === 'session-state' && kind.setting !== undefined ? [kind.setting] : [];
    }),
  );
  const { lockTimeoutMs, statementTimeoutMs } = limits;
  return {
    ...(own.has('lock_timeout') ? {} : { lockTimeoutMs }),
    ...(own.has('statement_timeout') ? {} : { statementTimeoutMs }),
  };
}
