import { callsOf } from '../../schema/entity/object-mentions.ts';
import { presentTexts } from '../../schema/entity/present-texts.ts';
import { entityId, entityLabel, type SchemaEntity } from '../../schema/entity/schema-entity.ts';
import type { ReadSql } from '../footprint/statement-footprint.ts';
import type { SliceStates } from './piece.ts';
import { Uses } from './uses.ts';

/** Something that should be, and whose SQL names what is gone by then. */
export interface StaleUse {
  readonly slice: string;
  readonly entity: SchemaEntity;
  /** What it still names: `column orders.total`. */
  readonly used: string;
  /** The slice that drops or renames that. */
  readonly by: string;
  /** What it is called then; absent when it is dropped. */
  readonly now?: string;
}

interface Leaving extends Pick<StaleUse, 'used' | 'by' | 'now'> {
  readonly it: SchemaEntity;
}

/**
 * Finds what a change leaves behind: at most one use for each entity. By names, so that one without a qualifier may
 * have meant something else.
 */
export function staleUses(slices: readonly SliceStates[], read: ReadSql): readonly StaleUse[] {
  const after = slices.flatMap((states) => states.after);
  const there = new Set(after.map(entityId));
  // A name that something else has afterwards is a name of that.
  const taken = new Set(after.flatMap(nameOf));
  const leaving = new Map<string, Leaving>();
  for (const { slice, built, renamed } of slices) {
    built.forEach((entity, index) => {
      const is = renamed[index];
      if (is === undefined || there.has(entityId(entity)) || nameOf(entity).some((name) => taken.has(name))) return;
      const now = there.has(entityId(is)) ? { now: entityLabel(is) } : {};
      leaving.set(entityId(entity), { it: entity, used: entityLabel(entity), by: slice, ...now });
    });
  }
  if (leaving.size === 0) return [];
  const uses = new Uses(
    slices.flatMap(({ built }) => built),
    read,
  );
  return slices.flatMap(({ slice, after: own }) =>
    own.flatMap((entity): readonly StaleUse[] => {
      // Of a column, its table may be gone as well: that says more.
      const [first = ''] = [...uses.of(entity)]
        .filter((id) => isNamed(leaving.get(id), entity))
        .sort((a, b) => rank(a) - rank(b));
      const use = leaving.get(first);
      return use === undefined ? [] : [{ slice, entity, used: use.used, by: use.by, ...(use.now && { now: use.now }) }];
    }),
  );
}

/** What a thing that stands by itself is called; objects without a schema are taken for those of public. */
function nameOf(entity: SchemaEntity): readonly string[] {
  if (entity.type === 'object') return presentTexts(entity.facts.provides).map((name) => `public.${name}`);
  return entity.table === '' && entity.schema !== '' ? [`${entity.schema}.${entity.name}`] : [];
}

/** What reads a column of an enum goes along with a rename of that: it does not name it. */
function isNamed(leaving: Leaving | undefined, user: SchemaEntity): boolean {
  return leaving !== undefined && (leaving.it.type !== 'enum' || callsOf(user).has(leaving.it.name));
}

function rank(id: string): number {
  return id.startsWith('column') ? 1 : 0;
}
