import { CannotConnectError, type ConnectFailure, ConnectionLostError } from '../errors/database/database-errors.ts';

const HEALS: readonly ConnectFailure[] = [
  'database-host-unreachable',
  'database-connect-timeout',
  'database-too-many-connections',
  'database-not-ready',
  'database-connect-failed',
];

/** Whether trying again can help: a server that starts up answers later; a password that is wrong stays wrong. */
export function healsWithTime(error: unknown): boolean {
  if (error instanceof ConnectionLostError) return true;
  return error instanceof CannotConnectError && HEALS.includes(error.code);
}
