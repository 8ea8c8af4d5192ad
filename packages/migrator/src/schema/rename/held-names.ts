import { enumValues } from '../entity/enum-values.ts';
import type { SchemaEntity } from '../entity/schema-entity.ts';
import { idOf } from './renamable.ts';
import { idLength, RENAME_KINDS, type Rename, type RenameKind, same } from './rename.ts';
import { temporaryName } from './temporary-name.ts';

/** A holder of a name while renames run. */
export interface NameHolder {
  readonly kind: RenameKind;
  readonly id: readonly string[];
}

/** Everything in a state that holds a name. */
export function holdersIn(state: readonly SchemaEntity[]): readonly NameHolder[] {
  const holders = state.flatMap((entity): readonly NameHolder[] => {
    const kind = RENAME_KINDS.find((it) => it === entity.type);
    return kind === undefined ? [] : [{ kind, id: idOf(entity) }];
  });
  const values = [...enumValues(state).values()].flat();
  return [...holders, ...values.map((value): NameHolder => ({ kind: 'enum-value', id: idOf(value) }))];
}

/** Whether the holder of a name is gone, or has another name, in a state. */
export function leaving(after: readonly SchemaEntity[]): (holder: NameHolder) => boolean {
  const stay = new Set(holdersIn(after).map(keyOf));
  return (holder) => !stay.has(keyOf(holder));
}

export function isHolder(holder: NameHolder, kind: RenameKind, id: readonly string[]): boolean {
  return holder.kind === kind && same(holder.id, id);
}

/** The names in use, with their holders. */
export class HeldNames {
  readonly #held: Map<string, NameHolder>;

  constructor(holders: readonly NameHolder[]) {
    this.#held = new Map(holders.flatMap((holder) => spots(holder).map((spot) => [spot, holder] as const)));
  }

  /** Whether the thing itself is there. */
  has({ kind, from }: Rename): boolean {
    return spots({ kind, id: from }).some((spot) => {
      const holder = this.#held.get(spot);
      return holder !== undefined && isHolder(holder, kind, from);
    });
  }

  /** The holder of a rename's new name, other than the thing itself. */
  inTheWay({ kind, from, to }: Rename): readonly NameHolder[] {
    const own = new Set(spots({ kind, id: from }));
    return spots({ kind, id: to }).flatMap((spot) => (own.has(spot) ? [] : (this.#held.get(spot) ?? [])));
  }

  /** The rename of something to a free name. */
  aside({ kind, id }: NameHolder): Rename {
    const isFree = (name: string): boolean =>
      spots({ kind, id: [...id.slice(0, -1), name] }).every((spot) => !this.#held.has(spot));
    return { kind, from: id, to: [...id.slice(0, -1), temporaryName(id.at(-1) ?? '', isFree)] };
  }

  rename({ kind, from, to }: Rename): void {
    for (const spot of spots({ kind, id: from })) this.#held.delete(spot);
    for (const spot of spots({ kind, id: to })) this.#held.set(spot, { kind, id: to });
  }
}

/** Kinds that share the name space of relations: their names must be unique in a schema. */
const RELATIONS: ReadonlySet<RenameKind> = new Set(['table', 'view', 'sequence', 'index', 'unique', 'primary-key']);
/** Tables and views also have a type with their name. */
const TYPES: ReadonlySet<RenameKind> = new Set(['table', 'view', 'enum']);
const CONSTRAINTS: ReadonlySet<RenameKind> = new Set(['unique', 'check', 'primary-key', 'foreign-key']);

/** The name spaces in which a thing occupies its name. */
function spots({ kind, id }: NameHolder): readonly string[] {
  const place = `${id[0]}\0${id.at(-1)}`;
  const found = [
    ...(RELATIONS.has(kind) ? [`relation\0${place}`] : []),
    ...(TYPES.has(kind) ? [`type\0${place}`] : []),
    ...(CONSTRAINTS.has(kind) ? [`constraint\0${id.join('\0')}`] : []),
  ];
  return found.length > 0 && idLength(kind) > 1 ? found : [keyOf({ kind, id })];
}

function keyOf({ kind, id }: NameHolder): string {
  return `${kind}\0${id.join('\0')}`;
}
