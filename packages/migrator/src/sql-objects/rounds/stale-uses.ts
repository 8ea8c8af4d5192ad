import { callsOf } from '../../schema/entity/object-mentions.ts';
import { presentTexts } from '../../schema/entity/present-texts.ts';
import { entityId, entityLabel, type SchemaEntity } from '../../schema/entity/schema-entity.ts';
import type { ReadSql } from '../footprint/statement-footprint.ts';
import type { SliceStates } from './piece.ts';
import { Uses } from './uses.ts';

/** A target entity whose SQL names something that will be gone. */
export interface StaleUse {
  readonly slice: string;
  readonly entity: SchemaEntity;
  /** The thing that it still names: `column orders.total`. */
  readonly used: string;
  /** The slice that drops or renames it. */
  readonly by: string;
  /** Its new name; absent if it is dropped. */
  readonly now?: string;
}

interface Leaving extends Pick<StaleUse, 'used' | 'by' | 'now'> {
  readonly it: SchemaEntity;
}

/**
 * Finds uses that a change leaves behind, at most one per entity. It goes by names, so an unqualified name may have
 * meant something else.
 */
export function staleUses(slices: readonly SliceStates[], read: ReadSql): readonly StaleUse[] {
  const after = slices.flatMap((states) => states.after);
  const there = new Set(after.map(entityId));
  // A name that another thing has afterwards means that thing.
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
      // If the column's table is gone, too, report the table.
      const [first = ''] = [...uses.of(entity)]
        .filter((id) => isNamed(leaving.get(id), entity))
        .sort((a, b) => rank(a) - rank(b));
      const use = leaving.get(first);
      return use === undefined ? [] : [{ slice, entity, used: use.used, by: use.by, ...(use.now && { now: use.now }) }];
    }),
  );
}

/** The name of a thing outside tables; objects without a schema count as objects of public. */
function nameOf(entity: SchemaEntity): readonly string[] {
  if (entity.type === 'object') return presentTexts(entity.facts.provides).map((name) => `public.${name}`);
  return entity.table === '' && entity.schema !== '' ? [`${entity.schema}.${entity.name}`] : [];
}

/** Readers of a column of an enum follow a rename of the enum: they do not name it. */
function isNamed(leaving: Leaving | undefined, user: SchemaEntity): boolean {
  return leaving !== undefined && (leaving.it.type !== 'enum' || callsOf(user).has(leaving.it.name));
}

function rank(id: string): number {
  return id.startsWith('column') ? 1 : 0;
}
