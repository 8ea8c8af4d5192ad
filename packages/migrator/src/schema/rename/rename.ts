/**
 * The kinds that can be renamed, in the order in which renames are applied: ids of later ones contain the new names of
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
 * enums, sequences and views; [schema, enum, value] for enum values; [schema, table, name] for everything that belongs
 * to a table.
 *
 * Renames are applied one after the other: to exchange the names of `a` and `b`, there are three, with a temporary
 * name.
 */
export interface Rename {
  readonly kind: RenameKind;
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** The number of names in an id. */
export function idLength(kind: RenameKind): 1 | 2 | 3 {
  if (kind === 'schema' || kind === 'role') return 1;
  return kind === 'table' || kind === 'enum' || kind === 'sequence' || kind === 'view' ? 2 : 3;
}

/** An id with the names that its containers (schema, table, enum) had before the renames. */
export function originalId(kind: RenameKind, id: readonly string[], renames: readonly Rename[]): readonly string[] {
  if (id.length === 1) return id;
  const container = kind === 'enum-value' ? 'enum' : 'table';
  let names = id;
  for (const rename of renames.toReversed()) {
    if (rename.kind === container && names.length === 3 && same(rename.to, names.slice(0, 2)))
      names = [...rename.from, ...names.slice(2)];
    if (rename.kind === 'schema' && rename.to[0] === names[0]) names = [...rename.from, ...names.slice(1)];
  }
  return names;
}

/** An id before the renames, with its own old name and those of its containers. */
export function firstId(kind: RenameKind, id: readonly string[], renames: readonly Rename[]): readonly string[] {
  const own = renames.reduceRight((name, rename) => (isIt(rename, kind, name) ? rename.from : name), id);
  return originalId(kind, own, renames);
}

function isIt(rename: Rename, kind: RenameKind, id: readonly string[]): boolean {
  return rename.kind === kind && same(rename.to, id);
}

export function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}
