import type { ForeignKeyShape, TableShape } from '../../../ports/proof/table-shape.ts';
import { TableKey } from '../../../schema/entity/table-key.ts';

/** A foreign key whose columns may all be NULL, so that a row can be written before the one that it points to. */
function canWait(table: TableShape, { columns }: ForeignKeyShape): boolean {
  return columns.some((name) => table.columns.some((column) => column.name === name && !column.notNull));
}

/**
 * Tables in an order in which those that are pointed to come first. A cycle is broken at foreign keys that can be NULL;
 * one without such a key is broken anywhere, and its tables will say so when no row goes in.
 */
export function seedOrder(tables: readonly TableShape[]): readonly TableShape[] {
  const waiting = new Map(tables.map((table) => [TableKey.of(table.schema, table.name), table]));
  const order: TableShape[] = [];
  const blocked = (table: TableShape, strictly: boolean): boolean =>
    table.foreignKeys.some((key) => {
      const target = TableKey.of(key.schema, key.table);
      const itself = target === TableKey.of(table.schema, table.name);
      return !itself && waiting.has(target) && !(strictly && canWait(table, key));
    });
  while (waiting.size > 0) {
    const left = [...waiting.entries()];
    const ready = left.filter(([, table]) => !blocked(table, false));
    const next = ready.length > 0 ? ready : left.filter(([, table]) => !blocked(table, true)).slice(0, 1);
    for (const [key, table] of next.length > 0 ? next : left.slice(0, 1)) {
      waiting.delete(key);
      order.push(table);
    }
  }
  return order;
}
