import type { ErrorCode } from '../errors/error-code.ts';
import { MigratorError } from '../errors/migrator-error.ts';
import type { OpenCall } from './call/open-call.ts';
import { pendingWork } from './pending-work.ts';

export interface ReadinessOptions {
  /** Only this slice, with what it depends on. */
  readonly slice?: string | undefined;
  /** The time limit of a look in milliseconds; a longer one counts as failed. Default 2,000. */
  readonly timeout?: number | undefined;
}

export interface Readiness {
  /** The service may be sent requests. False while the database cannot be read, whatever `onFailure` says. */
  readonly ready: boolean;
  /** The service should only read: it started with `onFailure: 'readOnly'`, and its schema is not right yet. */
  readonly readOnly: boolean;
  /**
   * `ok`: nothing is pending. `pending`: revisions of this code are not applied. `failed`: the database or the files
   * could not be read, or no plan can be made.
   */
  readonly status: 'ok' | 'pending' | 'failed';
  /** Ids of pending revisions, in order. */
  readonly pending: readonly string[];
  /** Applied revisions that this code does not know. */
  readonly ahead: readonly string[];
  /** Applied revisions whose batches in the background are not finished; the service is ready nevertheless. */
  readonly background: readonly string[];
  /** The runner that works on the database now, in words. */
  readonly holder: string | null;
  readonly failure: { readonly code: ErrorCode | 'timeout'; readonly message: string } | null;
}

/** The policy with which a service started although its schema was not right. */
export type Excuse = 'readOnly' | 'continue' | undefined;

const DEFAULT_TIMEOUT = 2_000;

/** The result of a look, or a timeout. */
export async function healthWithin(
  looking: Promise<Readiness>,
  excuse: Excuse,
  timeout: number = DEFAULT_TIMEOUT,
): Promise<Readiness> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Readiness>((resolve) => {
    const message = `No answer within ${timeout} ms.`;
    timer = setTimeout(() => resolve(failed({ code: 'timeout', message }, excuse)), timeout);
  });
  try {
    return await Promise.race([looking, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Checks the database now. Never throws. */
export async function lookAtHealth(open: OpenCall, excuse: Excuse, slice: string | undefined): Promise<Readiness> {
  try {
    const { pending, ahead, background, holder } = await open(undefined, (bench) => pendingWork(bench, slice));
    const isRight = pending.length === 0;
    return {
      ready: isRight || excuse !== undefined,
      readOnly: !isRight && excuse === 'readOnly',
      status: isRight ? 'ok' : 'pending',
      pending,
      ahead,
      background,
      holder: holder ?? null,
      failure: null,
    };
  } catch (error) {
    const known = error instanceof MigratorError;
    const code = known ? error.code : 'internal';
    return failed({ code, message: known ? error.message : 'Unexpected failure.' }, excuse);
  }
}

function failed(failure: NonNullable<Readiness['failure']>, excuse: Excuse): Readiness {
  const readOnly = excuse === 'readOnly';
  const unknown = { pending: [], ahead: [], background: [], holder: null };
  return { ready: false, readOnly, status: 'failed', ...unknown, failure };
}
