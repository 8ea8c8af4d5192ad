import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import type { Change } from '../change/change.ts';
import type { DraftStatement } from '../change/draft-statement.ts';
import { entityChanges } from '../change/entity-changes.ts';
import { ofType } from '../entity/schema-entity.ts';

/** The statements for objects of `sql/*.sql` that run before and after the changes of tables. */
export interface Around {
  readonly beforeTables: readonly DraftStatement[];
  readonly afterTables: readonly DraftStatement[];
}

/**
 * Schemas in which objects of `sql/*.sql` are created before tables or dropped after them, and schemas to which
 * something moves: they are created earlier, and dropped later, than by drizzle-kit.
 */
export function mendSchemas(
  change: Change,
  { beforeTables, afterTables }: Around,
): { readonly first: readonly DraftStatement[]; readonly last: readonly DraftStatement[]; readonly change: Change } {
  const { added, removed } = entityChanges(ofType(change.renamed, 'schema'), ofType(change.after, 'schema'));
  const targets = new Set(change.renames.flatMap(({ from, to }) => (from[0] === to[0] ? [] : to.slice(0, 1))));
  const early = beforeTables.length === 0 ? added.filter(({ name }) => targets.has(name)) : added;
  const late = afterTables.length === 0 ? [] : removed;
  return {
    first: early.map(({ name }) => ({ sql: `CREATE SCHEMA ${quoteIdentifier(name)}` })),
    last: late.map(({ name }) => ({ sql: `DROP SCHEMA ${quoteIdentifier(name)}` })),
    change: {
      ...change,
      before: [...change.before, ...early],
      renamed: [...change.renamed, ...early],
      after: [...change.after, ...late],
    },
  };
}
