import { ofType, type SchemaEntity } from '../../entity/schema-entity.ts';
import { TableKey } from '../../entity/table-key.ts';

/** The writable columns of a table: all except generated ones. */
export function writtenColumns(table: TableKey, state: readonly SchemaEntity[]): readonly string[] {
  return ofType(state, 'column')
    .filter((column) => TableKey.of(column.schema, column.table) === table && column.facts.generated === undefined)
    .map(({ name }) => name);
}
