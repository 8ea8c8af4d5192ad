import { ofType, type SchemaEntity } from '../../../schema/entity/schema-entity.ts';
import { TableKey } from '../../../schema/entity/table-key.ts';

/** A foreign key between two tables. */
export interface TableLink {
  readonly from: TableKey;
  readonly to: TableKey;
  /** Its name, for people. */
  readonly name: string;
}

/** The foreign keys between tables that are both there, without those of a table to itself. */
export function tableLinks(entities: readonly SchemaEntity[]): readonly TableLink[] {
  const tables = new Set(ofType(entities, 'table').map(({ schema, name }) => TableKey.of(schema, name)));
  return ofType(entities, 'foreign-key').flatMap(({ schema, table, name, facts }) => {
    const link = { from: TableKey.of(schema, table), to: TableKey.of(facts.schemaTo, facts.tableTo), name };
    return link.from !== link.to && tables.has(link.to) ? [link] : [];
  });
}
