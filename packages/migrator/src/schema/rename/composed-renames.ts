import { enumValues } from '../entity/enum-values.ts';
import { entityId, type SchemaEntity } from '../entity/schema-entity.ts';
import { idOf } from './renamable.ts';
import { RENAME_KINDS, type Rename, type RenameKind, same } from './rename.ts';

/** One of several steps from one state to another. */
export interface RenamingStep {
  readonly renames: readonly Rename[];
  /** The state after it. */
  readonly after: readonly SchemaEntity[];
}

/** The kinds that users are mostly asked about; renames of others are found again by comparison. */
const FOLLOWED: readonly RenameKind[] = ['schema', 'role', 'enum', 'sequence', 'table', 'column', 'enum-value'];

/**
 * What several steps together rename in the state before them: `a` to `c`, if one step renamed it to `b` and another
 * one to `c`. Something that was dropped on the way is not renamed, even if a later thing has its name. In the order in
 * which renames are applied; see `Rename`.
 */
export function composedRenames(before: readonly SchemaEntity[], steps: readonly RenamingStep[]): readonly Rename[] {
  const composed: Rename[] = [];
  const followed = FOLLOWED.flatMap((kind) => namesOf(kind, before).map((id) => ({ kind, id })));
  const there = steps.map(({ after }) => new Map(FOLLOWED.map((kind) => [kind, keysOf(kind, after)])));
  for (const { kind, id } of followed) {
    let name: readonly string[] | undefined = id;
    for (const [at, { renames }] of steps.entries()) {
      const now: readonly string[] = renames.reduce((each, rename) => follow(kind, each, rename), name);
      name = there[at]?.get(kind)?.has(JSON.stringify(now)) === true ? now : undefined;
      if (name === undefined) break;
    }
    if (name !== undefined && !same(name, id)) composed.push({ kind, from: id, to: name });
  }
  const ordered = composed.toSorted((a, b) => RENAME_KINDS.indexOf(a.kind) - RENAME_KINDS.indexOf(b.kind));
  return inNewNames(ordered);
}

/** The old id of each in the names that the renames before it gave to what holds it, without those that only moved. */
function inNewNames(renames: readonly Rename[]): readonly Rename[] {
  const spoken: Rename[] = [];
  for (const { kind, from, to } of renames) {
    const moved = spoken.reduce((id, rename) => (rename.kind === kind ? id : follow(kind, id, rename)), from);
    if (!same(moved, to)) spoken.push({ kind, from: moved, to });
  }
  return spoken;
}

/** The id of a thing after one rename. */
function follow(kind: RenameKind, id: readonly string[], rename: Rename): readonly string[] {
  if (rename.kind === kind) return same(id, rename.from) ? rename.to : id;
  if (rename.kind === 'schema' && kind !== 'role')
    return id[0] === rename.from[0] ? [...rename.to, ...id.slice(1)] : id;
  const container = kind === 'enum-value' ? 'enum' : kind === 'column' ? 'table' : undefined;
  if (rename.kind !== container) return id;
  return same(id.slice(0, 2), rename.from) ? [...rename.to, ...id.slice(2)] : id;
}

function keysOf(kind: RenameKind, entities: readonly SchemaEntity[]): ReadonlySet<string> {
  return new Set(namesOf(kind, entities).map((id) => JSON.stringify(id)));
}

function namesOf(kind: RenameKind, entities: readonly SchemaEntity[]): readonly (readonly string[])[] {
  if (kind === 'enum-value') return [...enumValues(entities).values()].flat().map(idOf);
  return [
    ...new Map(entities.filter(({ type }) => type === kind).map((each) => [entityId(each), idOf(each)])).values(),
  ];
}
