import type { TableName } from '../../../ports/development/tables-with-rows.ts';
import { entityChanges } from '../../../schema/change/entity-changes.ts';
import type { EntityType, SchemaEntity } from '../../../schema/entity/schema-entity.ts';

const ANYWHERE: readonly EntityType[] = ['sequence', 'object'];

/** The states before and after a revision. */
export interface Between {
  readonly before: readonly SchemaEntity[];
  readonly after: readonly SchemaEntity[];
}

/** The tables of a change; empty if it also changes something else, which may affect any table. */
export function tablesAbout({ before, after }: Between): readonly TableName[] {
  const { added, removed, changed } = entityChanges(before, after);
  const others = [...removed, ...changed.map((pair) => pair.after)];
  const isAnywhere =
    others.some(({ type }) => type === 'enum') || [...added, ...others].some(({ type }) => ANYWHERE.includes(type));
  if (isAnywhere) return [];
  const found = new Map<string, TableName>();
  for (const { type, schema, table, name } of [...added, ...others]) {
    const named = type === 'table' ? name : table;
    if (named !== '') found.set(JSON.stringify([schema, named]), { schema, name: named });
  }
  return [...found.values()];
}
