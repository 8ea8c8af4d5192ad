import { entityId, type SchemaEntity } from '../entity/schema-entity.ts';
import { fits, idOf, type Renamable } from './renamable.ts';
import { firstId, type Rename, type RenameKind, same } from './rename.ts';
import type { RenameFlag } from './rename-flag.ts';

/** A pair that a flag declares to be a rename. */
export interface FlaggedPair {
  readonly from: SchemaEntity;
  readonly to: SchemaEntity;
  readonly flag: RenameFlag;
}

export interface FlagContext {
  readonly kind: RenameKind;
  readonly flags: readonly RenameFlag[];
  /** Renames of the kinds before this one. */
  readonly earlier: readonly Rename[];
  /** The flags that those used. */
  readonly used: ReadonlySet<RenameFlag>;
  /** The whole states. */
  readonly before: readonly SchemaEntity[];
  readonly after: readonly SchemaEntity[];
}

/**
 * The pairs of one kind that flags declare. Usually one thing is gone and the other one new. Both may also exist before
 * and after, if names are passed on (`a` becomes `b`, and `b` becomes `c`); then a flag that names no kind only counts
 * if it is unambiguous.
 */
export function flaggedPairs({ old, now }: Renamable, context: FlagContext): readonly FlaggedPair[] {
  const { kind, flags, earlier } = context;
  const [wasThere, isThere] = [new Set(old.map(entityId)), new Set(now.map(entityId))];
  const pairs: FlaggedPair[] = [];
  const taken = new Set<SchemaEntity>();
  for (const to of now) {
    const id = idOf(to);
    const isNew = !wasThere.has(entityId(to));
    for (const flag of flags) {
      if (!targetMatches(kind, flag, id)) continue;
      const from = old.find(
        (it) =>
          !taken.has(it) &&
          fits(it, to) &&
          entityId(it) !== entityId(to) &&
          matches(kind, flag, flag.from, idOf(it), earlier) &&
          ((isNew && !isThere.has(entityId(it))) || isMeant(flag, context)),
      );
      if (from === undefined) continue;
      taken.add(from);
      pairs.push({ from, to, flag });
      break;
    }
  }
  return pairs;
}

/** Whether the path of a flag means this id, under its present name or the one before the renames so far. */
export function matches(
  kind: RenameKind,
  flag: RenameFlag,
  path: readonly string[],
  id: readonly string[],
  earlier: readonly Rename[],
): boolean {
  if (flag.kind !== undefined && flag.kind !== kind) return false;
  return endsLike(id, path) || endsLike(firstId(kind, id, earlier), path);
}

function targetMatches(kind: RenameKind, flag: RenameFlag, id: readonly string[]): boolean {
  if (flag.kind !== undefined && flag.kind !== kind) return false;
  return flag.to.length === 1 ? id.at(-1) === flag.to[0] : endsLike(id, flag.to);
}

/** The path is the whole id, possibly without `public`. */
function endsLike(id: readonly string[], path: readonly string[]): boolean {
  return same(id, path) || (id[0] === 'public' && id.length > 1 && same(id.slice(1), path));
}

function isMeant(flag: RenameFlag, { kind, used, before, after }: FlagContext): boolean {
  if (used.has(flag)) return false;
  if (flag.kind !== undefined) return true;
  const others = before.filter(({ type, name }) => type !== kind && name === flag.from.at(-1));
  const sources = new Set(others.filter((it) => endsLike(idOf(it), flag.from)).map(({ type }) => type));
  return !after.some(
    (it) => sources.has(it.type) && it.name === flag.to.at(-1) && (flag.to.length === 1 || endsLike(idOf(it), flag.to)),
  );
}
