import type { Access } from '../../footprint/access.ts';
import { PARTITIONS_CHANGE } from '../../footprint/partition-footprint.ts';
import type { ObjectRef } from '../../object-ref.ts';
import type { Step } from '../step.ts';
import { thingKey } from './thing-key.ts';

/** Which tables are partitions of which: who drops one takes rows out of the table that it was part of. */
export class PartitionsOfTables {
  /** By partition. Of two branches one may have renamed the table, so there may be several names. */
  readonly #tables = new Map<string, ObjectRef[]>();

  /** Takes note of an access whose names have the schemas that they mean, and returns what it does to tables. */
  follow({ direction }: Step, { does, object, parts, partition, renamedTo }: Access): readonly Access[] {
    if (partition !== undefined) this.#add(partition, object);
    if (does !== 'unmake' || parts !== undefined) return [];
    const tables = this.#tables.get(thingKey(object)) ?? [];
    if (renamedTo !== undefined) {
      for (const table of tables) this.#add(renamedTo.object, table);
      for (const [, of] of this.#tables) if (of.some((each) => isSame(each, object))) of.push(renamedTo.object);
      return [];
    }
    return tables.flatMap((table): readonly Access[] => [
      { does: 'set', object: table, property: PARTITIONS_CHANGE },
      // What a downgrade drops, its upgrade has made: the rows in it are those that came since.
      ...(direction === 'upgrade' ? [{ does: 'delete', object: table, every: true } as const] : []),
    ]);
  }

  #add(partition: ObjectRef, table: ObjectRef): void {
    const key = thingKey(partition);
    const known = this.#tables.get(key);
    if (known === undefined) this.#tables.set(key, [table]);
    else if (!known.some((each) => isSame(each, table))) known.push(table);
  }
}

function isSame(one: ObjectRef, other: ObjectRef): boolean {
  return thingKey(one) === thingKey(other);
}
