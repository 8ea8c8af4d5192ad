import { CannotConnectError } from '../errors/database/cannot-connect-error.ts';
import { ConnectionLostError } from '../errors/database/connection-errors.ts';
import type { ErrorCode } from '../errors/error-code.ts';

const HEALS: readonly ErrorCode[] = [
  'database-host-unreachable',
  'database-connect-timeout',
  'database-too-many-connections',
  'database-not-ready',
  'database-connect-failed',
];

/** Whether trying again can help: a starting server answers later, a wrong password stays wrong. */
export function healsWithTime(error: unknown): boolean {
  if (error instanceof ConnectionLostError) return true;
  return error instanceof CannotConnectError && HEALS.includes(error.code);
}
