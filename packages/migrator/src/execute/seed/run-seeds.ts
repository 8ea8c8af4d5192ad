import { SeedFailedError, SeedFileError } from '../../errors/seed/seed-errors.ts';
import type { LeaseStore } from '../../ports/database/lease-store.ts';
import type { RevisionSession, SeedStore } from '../../ports/database/revision-runner.ts';
import type { ServerFailure } from '../../ports/database/server-failure.ts';
import type { StateReader } from '../../ports/database/state-reader.ts';
import type { StateWriter } from '../../ports/database/state-writer.ts';
import type { SeedFile } from '../../revision/seed/seed-file.ts';
import type { Statement } from '../../sql/script/statement.ts';
import type { SeedRun } from '../../state/seed.ts';
import { randomId } from '../backoff.ts';
import { acquireLeaseUnless } from '../lease/acquire-lease.ts';
import { startHeartbeat } from '../lease/heartbeat.ts';
import { HeldLease } from '../lease/held-lease.ts';
import type { LeaseSeeker } from '../lease/lease-seeker.ts';
import type { RunRequest } from '../run-request.ts';

/** Runs the code of a seed in TypeScript. */
export type SeedCode = (seed: SeedFile, session: RevisionSession, environment: string) => Promise<void>;

export interface SeedRequest extends LeaseSeeker, Pick<RunRequest, 'identity' | 'runs'> {
  readonly database: LeaseSeeker['database'] &
    SeedStore &
    Pick<LeaseStore, 'releaseLease' | 'renewLease'> &
    Pick<StateReader, 'readState'> &
    Pick<StateWriter, 'requireWritable' | 'ensureState'>;
  readonly environment: string;
  readonly runCode: SeedCode;
}

/**
 * Runs seeds in this order under the lease, each in a transaction of its own. `wanted` is asked with what was run when
 * the lease is held: another runner may have run them meanwhile.
 *
 * Throws a `SeedFailedError`, or a `SeedFileError` where code cannot be loaded; the seeds before it are done.
 *
 * @returns the names of those that were run
 */
export async function runSeeds(
  request: SeedRequest,
  wanted: (runs: readonly SeedRun[]) => readonly SeedFile[],
): Promise<readonly string[]> {
  const { database, options, identity, runs } = request;
  await database.readState();
  await database.requireWritable();
  await database.ensureState();
  const runId = randomId(request.ambient);
  const leaseRequest = { runId, ...identity, runs, durationMs: options.leaseMs };
  const granted = await acquireLeaseUnless(request, leaseRequest, 0, () => false);
  if (!granted.granted) throw new RangeError('nothing but the lease ends the waiting');
  const held = new HeldLease(database, granted.lease);
  const heartbeat = startHeartbeat(held, request, granted.askedAt);
  const done: string[] = [];
  let event: 'done' | 'failed' = 'failed';
  try {
    for (const seed of wanted(await database.readSeeds())) {
      await runSeed(request, held, seed, done);
      done.push(seed.name);
    }
    event = 'done';
  } finally {
    heartbeat.stop();
    await database.releaseLease(held.lease, { action: 'run', event, reason: 'seed' });
  }
  return done;
}

async function runSeed(
  request: SeedRequest,
  { database, lease }: HeldLease<SeedRequest['database']>,
  seed: SeedFile,
  done: readonly string[],
): Promise<void> {
  const { environment, options, ambient } = request;
  const { name, slice, checksum, file } = seed;
  let at: Statement | undefined;
  const work = async (session: RevisionSession): Promise<void> => {
    if (seed.statements === undefined) {
      await request.runCode(seed, session, environment);
      return;
    }
    for (const statement of seed.statements) {
      at = statement;
      await session.execute(statement.sql);
    }
    at = undefined;
  };
  const { maxLockTimeoutMs: lockTimeoutMs, statementTimeoutMs } = options;
  const unit = {
    record: { name, slice, checksum, environment },
    attemptId: randomId(ambient),
    limits: { lockTimeoutMs, statementTimeoutMs },
  };
  const facts = { slice, file, seed: name, done };
  let failure: ServerFailure | undefined;
  try {
    failure = await database.applySeed(lease, unit, work);
  } catch (error) {
    if (error instanceof SeedFileError) throw error;
    const said = error instanceof Error ? error.message : String(error);
    throw new SeedFailedError({ ...facts, said }, { cause: error });
  }
  if (failure === undefined) return;
  const { message, sqlState } = failure;
  const place = at === undefined ? {} : { line: at.line };
  throw new SeedFailedError({
    ...{ ...facts, ...place, said: message },
    ...(sqlState === undefined ? {} : { sqlState }),
  });
}
