import type { TableName } from '../../../ports/development/tables-with-rows.ts';
import { entityChanges } from '../../../schema/change/entity-changes.ts';
import type { EntityType, SchemaEntity } from '../../../schema/entity/schema-entity.ts';

const ANYWHERE: readonly EntityType[] = ['sequence', 'object'];

/** The states that a revision is between. */
export interface Between {
  readonly before: readonly SchemaEntity[];
  readonly after: readonly SchemaEntity[];
}

/** The tables that a change is about; none where it is about something else, too, which may be in any table. */
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
