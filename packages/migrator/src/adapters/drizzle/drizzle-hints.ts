import type { SchemaChange } from '../../ports/schema-differ.ts';
import { type EntityType, entityId, type SchemaEntity } from '../../schema/entity/schema-entity.ts';
import type { RenameKind } from '../../schema/rename/rename.ts';

/** An answer to a question that drizzle-kit would ask. */
export type DrizzleHint =
  | { readonly type: 'rename'; readonly kind: string; readonly from: readonly string[]; readonly to: readonly string[] }
  | { readonly type: 'create'; readonly kind: string; readonly entity: readonly string[] };

const KINDS: Readonly<Partial<Record<EntityType | RenameKind, string>>> = {
  schema: 'schema',
  enum: 'enum',
  sequence: 'sequence',
  role: 'role',
  table: 'table',
  column: 'column',
  unique: 'unique',
  check: 'check',
  index: 'index',
  'primary-key': 'primary_key',
  'foreign-key': 'foreign key',
  policy: 'policy',
  view: 'view',
};

/** Answers every question in advance: what is renamed, and that everything else that is new is created. */
export function drizzleHints({ before, after, renames = [] }: SchemaChange): readonly DrizzleHint[] {
  const hints: DrizzleHint[] = renames.flatMap(({ kind, from, to }) => {
    const name = KINDS[kind];
    return name === undefined ? [] : [{ type: 'rename', kind: name, from, to }];
  });
  const renamed = new Set(hints.map((hint) => (hint.type === 'rename' ? `${hint.kind}\0${hint.to.join('\0')}` : '')));
  // drizzle-kit asks only where something of the same kind is gone, and looks each answer up in one list.
  const old = new Set(before.map(entityId));
  const now = new Set(after.map(entityId));
  const gone = new Set(before.filter((entity) => !now.has(entityId(entity))).map(({ type }) => type));
  for (const entity of after) {
    const kind = KINDS[entity.type];
    // A column of a renamed table is "new" by its id: an extra hint does no harm.
    if (kind === undefined || old.has(entityId(entity)) || !gone.has(entity.type)) continue;
    const id = drizzleId(entity);
    if (!renamed.has(`${kind}\0${id.join('\0')}`)) hints.push({ type: 'create', kind, entity: id });
  }
  return hints;
}

function drizzleId({ schema, table, name }: SchemaEntity): readonly string[] {
  return [schema, table, name].filter((part) => part !== '');
}
