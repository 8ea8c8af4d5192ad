import { closestWord } from '../../errors/closest-word.ts';
import { ConnectionParameterError } from '../../errors/database/connection-parameter-error.ts';
import { PARAMETERS } from './parameters.ts';

/** Words of other drivers, and how libpq says the same; without a word of libpq's, how to continue. */
const FOREIGN: Readonly<Record<string, string>> = {
  ssl: 'Write sslmode=require (or verify-full with sslrootcert).',
  schema: "Prisma's parameter. Write options=-csearch_path%3Dname if revisions need one.",
  search_path: 'Write options=-csearch_path%3Dname.',
  timezone: 'Write options=-ctimezone%3DUTC.',
  currentSchema: "JDBC's parameter. Write options=-csearch_path%3Dname if revisions need one.",
  statement_timeout: 'Set "statementTimeout" under "runner" in migrate.config.json.',
  lock_timeout: 'Set "lockTimeout" under "runner" in migrate.config.json.',
  database: 'Write dbname=name.',
  username: 'Write user=name.',
  pgbouncer: 'Leave it out: Braid finds out by itself.',
  connection_limit: 'Leave it out: Braid opens two connections.',
  pool_timeout: 'Leave it out: Braid has no pool.',
};

/**
 * The refusal of a name that is none of libpq's, with what was probably meant.
 *
 * @param shown what a message may call it; `undefined` where it could be a piece of a password
 */
export function unknownParameter(shown: string | undefined, source: string): ConnectionParameterError {
  if (shown === undefined || !/^\w{1,40}$/.test(shown)) {
    return new ConnectionParameterError({ source, reason: 'unknown' });
  }
  const instead = Object.hasOwn(FOREIGN, shown) ? FOREIGN[shown] : undefined;
  const suggestion = closestWord(shown.toLowerCase(), Object.keys(PARAMETERS));
  return new ConnectionParameterError({
    source,
    reason: 'unknown',
    parameter: shown,
    ...(instead === undefined ? {} : { instead }),
    ...(suggestion === undefined ? {} : { suggestion }),
  });
}
