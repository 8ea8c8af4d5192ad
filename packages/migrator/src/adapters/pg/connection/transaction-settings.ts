import type { Limits } from '../../../ports/database/limits.ts';
import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';

/** What a transaction of a revision begins with. */
export interface TransactionSettings extends Limits {
  /** The schemas in which names without a schema are looked up; when absent, those of the session. */
  readonly searchPath?: readonly string[];
}

/** SQL that sets the search path, for a transaction or until it is set again. */
export function searchPathSetting(searchPath: readonly string[], scope: 'session' | 'transaction'): string {
  return `set ${scope === 'session' ? '' : 'local '}search_path = ${searchPath.map(quoteIdentifier).join(', ')}`;
}
