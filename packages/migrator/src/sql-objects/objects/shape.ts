import { canonicalJson } from '../../schema/entity/canonical-json.ts';
import type { CatalogValue } from '../../schema/facts/catalog-value.ts';
import { child, children, descendants, option, type SqlNode, text } from '../sql-node.ts';

/** Name, type and mode of every parameter, and the result: CREATE OR REPLACE cannot change these. */
export function routineShape(node: SqlNode): string {
  const parameters = children(node, 'parameters').map((each) => {
    const { defexpr: _, ...parameter } = child(each, 'FunctionParameter');
    return parameter;
  });
  const isWindow = option(node, 'options', 'window') !== undefined;
  return canonicalJson(withoutPlaces([parameters, child(node, 'returnType'), isWindow]));
}

export function defaultCount(node: SqlNode): number {
  return children(node, 'parameters').filter((each) => 'defexpr' in child(each, 'FunctionParameter')).length;
}

/**
 * A view can be replaced if its columns keep their names and types. The text does not contain types, so only conditions
 * and order may change; with a `*` it does not contain the columns, either.
 */
export function viewShape(node: SqlNode): string | undefined {
  const { query = {}, aliases = [] } = node;
  const [star] = descendants(query, new Set(['A_Star']));
  const select = child(child(node, 'query'), 'SelectStmt');
  if (star !== undefined || text(select, 'op') !== 'SETOP_NONE') return undefined;
  const {
    whereClause: _where,
    havingClause: _having,
    sortClause: _sort,
    limitCount: _count,
    limitOffset: _offset,
    ...columns
  } = select;
  return canonicalJson(withoutPlaces([aliases, columns]));
}

/** All options of an extension except its version. */
export function extensionShape(node: SqlNode): string {
  const others = children(node, 'options').filter((each) => text(child(each, 'DefElem'), 'defname') !== 'new_version');
  return canonicalJson(withoutPlaces(others));
}

/** Positions in the text are not part of the shape. */
function withoutPlaces(value: CatalogValue): CatalogValue {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((member: CatalogValue) => withoutPlaces(member));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'location')
      .map(([key, member]) => [key, withoutPlaces(member)]),
  );
}
