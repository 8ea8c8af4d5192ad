import type { Change } from '../../schema/change/change.ts';
import { qualifiedName } from '../../schema/change/draft-statement.ts';
import { entityChanges } from '../../schema/change/entity-changes.ts';
import { callsOf, objectMentions } from '../../schema/entity/object-mentions.ts';
import {
  type ColumnEntity,
  entityId,
  entityPath,
  type ObjectEntity,
  ofType,
  type SchemaEntity,
} from '../../schema/entity/schema-entity.ts';
import { TableKey } from '../../schema/entity/table-key.ts';
import type { Dependents } from '../../schema/mend/dependents.ts';
import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import { mentionsOf } from '../../sql/text/mentions.ts';
import type { ObjectOf } from './object-entity.ts';

/** Something that stores the result of a function, and the statement that computes it again. */
export interface StaleResult {
  /** `stored column posts.slug`, `index posts_slug_idx`. */
  readonly says: string;
  readonly rebuild: string;
  /** Lower ones are computed first. */
  readonly rank: number;
}

/**
 * What still stores old results after these functions are replaced in place, since PostgreSQL then changes no row and
 * no index. Found by the words of their SQL, also through other functions. What is new, or recreated in the same
 * change, is right.
 */
export function staleResults(
  functions: readonly ObjectEntity[],
  { renamed, after }: Change,
  aside: Dependents,
  objectOf: ObjectOf,
): readonly StaleResult[] {
  const names = withCallers(functions, ofType(after, 'object'));
  const fresh = new Set(entityChanges(renamed, after).added);
  const found = after.flatMap((entity) => {
    if (fresh.has(entity) || aside.after.has(entityId(entity))) return [];
    const result = staleResult(entity, after, objectOf);
    return result !== undefined && [...callsOf(entity)].some((name) => names.has(name)) ? [result] : [];
  });
  // Rows first, because indexes and materialized views are computed from them.
  return found.toSorted((a, b) => a.rank - b.rank);
}

/** The names of functions and of their callers. */
function withCallers(functions: readonly ObjectEntity[], objects: readonly ObjectEntity[]): ReadonlySet<string> {
  const names = new Set(functions.flatMap(({ facts }) => (facts.provides === undefined ? [] : [facts.provides])));
  for (let size = -1; size < names.size; ) {
    size = names.size;
    for (const object of objects) {
      const { kind, provides } = object.facts;
      if (kind !== 'function' || provides === undefined || names.has(provides)) continue;
      if ([...objectMentions(object)].some((name) => names.has(name))) names.add(provides);
    }
  }
  return names;
}

function staleResult(
  entity: SchemaEntity,
  state: readonly SchemaEntity[],
  objectOf: ObjectOf,
): StaleResult | undefined {
  switch (entity.type) {
    case 'column':
      return entity.facts.generated === undefined ? undefined : staleColumn(entity, entity.facts.generated.as, state);
    case 'index':
      return staleIndex(entity.schema, entity.name);
    case 'view':
      return entity.facts.materialized === true ? staleView(entity.schema, entity.name) : undefined;
    case 'object': {
      const { kind } = entity.facts;
      if (kind !== 'index' && kind !== 'materialized view') return undefined;
      const { schema, name } = objectOf(entity).catalog;
      return kind === 'index' ? staleIndex(schema, name) : staleView(schema, name);
    }
    default:
      return undefined;
  }
}

function staleIndex(schema: string, name: string): StaleResult {
  const says = `index ${TableKey.of(schema, name).path}`;
  return { says, rebuild: `REINDEX INDEX ${qualifiedName(schema, name)}`, rank: 1 };
}

function staleView(schema: string, name: string): StaleResult {
  const says = `materialized view ${TableKey.of(schema, name).path}`;
  return { says, rebuild: `REFRESH MATERIALIZED VIEW ${qualifiedName(schema, name)}`, rank: 2 };
}

/** An update computes a stored column again when it names a column that the expression reads. */
function staleColumn(
  column: ColumnEntity,
  expression: string,
  state: readonly SchemaEntity[],
): StaleResult | undefined {
  const read = mentionsOf(expression).names;
  const base = ofType(state, 'column').find(
    ({ schema, table, name, facts }) =>
      schema === column.schema && table === column.table && facts.generated === undefined && read.has(name),
  );
  if (base === undefined) return undefined;
  const name = quoteIdentifier(base.name);
  return {
    says: `stored column ${entityPath(column)}`,
    rebuild: `UPDATE ${qualifiedName(column.schema, column.table)} SET ${name} = ${name}`,
    rank: 0,
  };
}
