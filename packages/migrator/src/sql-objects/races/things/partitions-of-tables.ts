import type { Access } from '../../footprint/access.ts';
import { PARTITIONS_CHANGE } from '../../footprint/partition-footprint.ts';
import type { ObjectRef } from '../../object-ref.ts';
import type { Step } from '../step.ts';
import { thingKey } from './thing-key.ts';

/** The partitions of tables: dropping one removes rows from the table that it was part of. */
export class PartitionsOfTables {
  /** By partition. One of two branches may have renamed the table, so there may be several names. */
  readonly #tables = new Map<string, ObjectRef[]>();

  /** Records an access, whose names must have their schemas, and returns its effects on tables. */
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
      // What a downgrade drops was created by its upgrade, so only rows that were added since are in it.
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
