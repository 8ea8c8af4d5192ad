import type { Mentions } from '../../../sql/text/mentions.ts';
import { type SchemaEntity, tableOf } from '../../entity/schema-entity.ts';
import { TableKey } from '../../entity/table-key.ts';

/** Whether it is a foreign key to a table that is rebuilt, or a policy of another table that reads it. */
export function usesRebuilt(entity: SchemaEntity, mentions: Mentions, rebuilt: ReadonlySet<TableKey>): boolean {
  const own = tableOf(entity);
  if (rebuilt.size === 0 || own === undefined) return false;
  if (entity.type === 'foreign-key') {
    const to = TableKey.of(entity.facts.schemaTo, entity.facts.tableTo);
    return to !== own && rebuilt.has(to);
  }
  return entity.type === 'policy' && [...rebuilt].some((table) => table !== own && mentions.names.has(table.name));
}
