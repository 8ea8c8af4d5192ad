import { offsetOfByte } from '../../../sql/text/offset-of-byte.ts';
import { child, children, isNode, type SqlNode, text } from '../../../sql-objects/sql-node.ts';

/** The parts of an `ADD COLUMN`. */
export interface ColumnParts {
  /** Up to the type: `alter table orders add column note text`. */
  readonly head: string;
  readonly constraints: readonly { readonly node: SqlNode; readonly text: string }[];
}

/**
 * The constraints in the definition of a new column, each as written. `undefined` where they cannot be told apart.
 *
 * @param sql the whole statement, with one action
 */
export function columnParts(sql: string, definition: SqlNode): ColumnParts | undefined {
  const all = children(definition, 'constraints').map((each) => child(each, 'Constraint'));
  const places = all.map((node) => ({ node, at: offsetOfByte(sql, placeOf(node)) })).sort((a, b) => a.at - b.at);
  const [first] = places;
  if (first === undefined) return { head: sql, constraints: [] };
  const collation = definition.collClause;
  const isMixed = isNode(collation) && offsetOfByte(sql, placeOf(child(collation, 'CollateClause'))) > first.at;
  if (isMixed || (isNode(collation) && !('CollateClause' in collation)) || places.some(({ at }) => at === 0))
    return undefined;
  // DEFERRABLE and the like are nodes of their own after the constraint that they are about.
  const own = places.filter(({ node }) => !text(node, 'contype').startsWith('CONSTR_ATTR_'));
  return {
    head: sql.slice(0, first.at).trimEnd(),
    constraints: own.map(({ node, at }, index) => ({ node, text: sql.slice(at, own[index + 1]?.at).trim() })),
  };
}

function placeOf(node: SqlNode): number {
  return typeof node.location === 'number' ? node.location : 0;
}
