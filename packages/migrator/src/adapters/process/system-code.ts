import { MigratorError } from '../../errors/migrator-error.ts';

/**
 * The `code` of an error of the system (`ENOENT`) or of the driver (a SQLSTATE); `undefined` for anything else, our own
 * errors included.
 */
export function systemCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || error instanceof MigratorError || !('code' in error))
    return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
