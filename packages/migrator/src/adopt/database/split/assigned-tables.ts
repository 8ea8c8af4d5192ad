import { AssignmentError } from '../../../errors/adopt/pull-errors.ts';
import type { TableKey } from '../../../schema/entity/table-key.ts';

/**
 * The label of the slice of each table as a file says it: `{ "<slice>": ["<table or pattern>", …] }`, where `*` stands
 * for any text and tables of `public` go without their schema. Throws an `AssignmentError` unless each table belongs to
 * exactly one slice.
 */
export function assignedTables(
  file: string,
  value: unknown,
  tables: readonly TableKey[],
): ReadonlyMap<TableKey, string> {
  const entries = read(file, value);
  const owners = new Map<TableKey, string>();
  for (const { slice, pattern } of entries) {
    const isMatch = matcher(pattern);
    const found = tables.filter(({ path, schema, name }) => isMatch(path) || isMatch(`${schema}.${name}`));
    if (found.length === 0) throw new AssignmentError({ problem: 'no-table', file, slice, pattern });
    for (const table of found) {
      const other = owners.get(table);
      if (other !== undefined && other !== slice)
        throw new AssignmentError({ problem: 'twice', file, table: table.path, slices: [other, slice] });
      owners.set(table, slice);
    }
  }
  const missing = tables.filter((table) => !owners.has(table)).map(({ path }) => path);
  if (missing.length > 0) throw new AssignmentError({ problem: 'unassigned', file, tables: missing });
  return owners;
}

function read(file: string, value: unknown): readonly { readonly slice: string; readonly pattern: string }[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new AssignmentError({ problem: 'unreadable', file });
  return Object.entries(value).flatMap(([slice, patterns]) => {
    const isList = Array.isArray(patterns) && patterns.every((each) => typeof each === 'string');
    if (!isList || !/^[a-z][a-z0-9-]*$/.test(slice)) throw new AssignmentError({ problem: 'unreadable', file });
    return patterns.map((pattern: unknown) => ({ slice, pattern: String(pattern) }));
  });
}

function matcher(pattern: string): (path: string) => boolean {
  const source = pattern.split('*').map((part) => part.replace(/[\\^$.+?()[\]{}|]/g, '\\$&'));
  const test = new RegExp(`^${source.join('.*')}$`, 's');
  return (path) => test.test(path);
}
