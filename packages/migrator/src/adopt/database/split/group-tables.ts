import type { TableKey } from '../../../schema/entity/table-key.ts';
import { communities } from './communities.ts';
import type { TableLink } from './table-links.ts';

/** How a database is split into slices: by schemas of PostgreSQL, by prefixes of names, or by foreign keys. */
export const SPLITS = ['schema', 'prefix', 'keys'] as const;

export type SplitBy = (typeof SPLITS)[number];

/** The label of the slice of each table. */
export function groupTables(
  by: SplitBy,
  tables: readonly TableKey[],
  links: readonly TableLink[],
): ReadonlyMap<TableKey, string> {
  switch (by) {
    case 'schema':
      return new Map(tables.map((table) => [table, schemaLabel(table, tables)]));
    case 'prefix':
      return new Map(tables.map((table) => [table, prefixOf(table.name)]));
    case 'keys':
      return byKeys(tables, links);
  }
}

/** A label of letters, digits and hyphens. */
export function sliceLabel(text: string): string {
  const label = text
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return label === '' ? 'app' : /^[a-z]/.test(label) ? label : `s-${label}`;
}

/** Tables in `public` get the label `app`, unless a schema has that name. */
function schemaLabel({ schema }: TableKey, tables: readonly TableKey[]): string {
  const isFree = schema === 'public' && tables.every((other) => sliceLabel(other.schema) !== 'app');
  return isFree ? 'app' : sliceLabel(schema);
}

/** `user` of `users` and of `user_roles`. */
function prefixOf(name: string): string {
  const first = sliceLabel(name).split('-')[0] ?? '';
  return first.replace(/(?<=[^s]{2})s$/, '');
}

/** Each group has the name of the table that most foreign keys of the group lead to, the first by name of several. */
function byKeys(tables: readonly TableKey[], links: readonly TableLink[]): ReadonlyMap<TableKey, string> {
  const labels = new Map<TableKey, string>();
  const taken = new Set<string>();
  for (const group of communities(tables, links)) {
    const inside = (table: TableKey) => links.filter(({ from, to }) => to === table && group.includes(from)).length;
    const [leader] = group.toSorted((a, b) => inside(b) - inside(a) || (a.path < b.path ? -1 : 1));
    const wanted = sliceLabel(leader?.name ?? '');
    let label = taken.has(wanted) ? sliceLabel(leader?.path ?? '') : wanted;
    for (let n = 2; taken.has(label); n += 1) label = `${wanted}-${n}`;
    taken.add(label);
    for (const table of group) labels.set(table, label);
  }
  return labels;
}
