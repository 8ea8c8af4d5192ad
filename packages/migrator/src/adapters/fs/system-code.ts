import { MigratorError } from '../../errors/migrator-error.ts';

/** The code of a failure of the operating system (`ENOENT`), or `undefined` for any other value. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || error instanceof MigratorError || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
