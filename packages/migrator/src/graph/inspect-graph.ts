import type { MigratorError } from '../errors/migrator-error.ts';
import type { Revision } from '../revision/revision.ts';

/** Everything that is wrong with a set of revisions; empty when `buildGraph` would succeed. For `check`. */
export function inspectGraph(_revisions: Iterable<Revision>): readonly MigratorError[] {
  throw new Error('under construction');
}
