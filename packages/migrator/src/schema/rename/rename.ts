/**
 * What can be renamed, in the order in which renames are applied: the id of a later one speaks the new names of the
 * earlier ones.
 */
export const RENAME_KINDS = [
  'schema',
  'enum',
  'enum-value',
  'sequence',
  'role',
  'table',
  'column',
  'unique',
  'check',
  'index',
  'primary-key',
  'foreign-key',
  'policy',
  'view',
] as const;

export type RenameKind = (typeof RENAME_KINDS)[number];

/**
 * One rename, or move to another PostgreSQL schema. Ids: [name] for schemas and roles; [schema, name] for tables,
 * enums, sequences and views; [schema, enum, value] for enum values; [schema, table, name] for all that belongs to a
 * table.
 */
export interface Rename {
  readonly kind: RenameKind;
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** How many names an id has. */
export function idLength(kind: RenameKind): 1 | 2 | 3 {
  if (kind === 'schema' || kind === 'role') return 1;
  return kind === 'table' || kind === 'enum' || kind === 'sequence' || kind === 'view' ? 2 : 3;
}

/** The same renames for the way back. */
export function reverseRenames(renames: readonly Rename[]): readonly Rename[] {
  const back = (kind: RenameKind, id: readonly string[]): readonly string[] => originalId(kind, id, renames);
  return renames.map(({ kind, from, to }) => ({
    kind,
    // Going back, the containers are renamed first as well, so that the inner ids speak their old names.
    from: back(kind, to),
    to: back(kind, from),
  }));
}

/** An id with the names that its containers (schema, table, enum) had before the renames. */
export function originalId(kind: RenameKind, id: readonly string[], renames: readonly Rename[]): readonly string[] {
  if (id.length === 1) return id;
  let names = id;
  if (id.length === 3) {
    const container = kind === 'enum-value' ? 'enum' : 'table';
    const rename = renames.find((it) => it.kind === container && same(it.to, names.slice(0, 2)));
    if (rename !== undefined) names = [...rename.from, ...names.slice(2)];
  }
  const moved = renames.find((it) => it.kind === 'schema' && it.to[0] === names[0]);
  return moved === undefined ? names : [...moved.from, ...names.slice(1)];
}

export function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}
