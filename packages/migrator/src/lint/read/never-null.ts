import { demandedColumns } from '../node/constraints.ts';
import type { Subject, Target } from '../rule/subject.ts';

/** Whether the catalog says so: then no row is read. */
export function isNeverNull(subject: Subject, table: Target, name: string): boolean {
  if (subject.column(table, name)?.notNull === true) return true;
  return [...(table.relation?.constraints.values() ?? [])].some(
    ({ kind, isValid, expression }) =>
      kind === 'check' && isValid && expression !== undefined && demandedColumns(expression).includes(name),
  );
}
