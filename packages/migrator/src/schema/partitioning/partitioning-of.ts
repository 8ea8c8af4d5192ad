import type { ObjectEntity, SchemaEntity } from '../entity/schema-entity.ts';
import type { TableKey } from '../entity/table-key.ts';
import { isPartitioning, PARTITIONING, type Partitioning } from './partitioning.ts';
import { printPartitioning } from './print-partitioning.ts';
import { readPartitioning } from './read-partitioning.ts';

/** Entities never change, and both directions of every step ask. */
const known = new WeakMap<ObjectEntity, Partitioning | { readonly problem: string }>();

/** The declarations among entities, by table. One that cannot be read (in an edited snapshot) is ignored. */
export function partitioningsOf(entities: readonly SchemaEntity[]): ReadonlyMap<TableKey, Partitioning> {
  const found = new Map<TableKey, Partitioning>();
  for (const entity of entities) {
    if (!isPartitioning(entity)) continue;
    const read = known.get(entity) ?? readPartitioning(entity.facts.text);
    known.set(entity, read);
    if (!('problem' in read)) found.set(read.table, read);
  }
  return found;
}

/** A declaration as an entity of a snapshot. */
export function partitioningEntity(partitioning: Partitioning): ObjectEntity {
  const facts = { kind: PARTITIONING, text: printPartitioning(partitioning) };
  return { type: 'object', schema: '', table: '', name: partitioningLabel(partitioning), facts };
}

export function partitioningLabel({ table }: Partitioning): string {
  return `partitioning of ${table.path}`;
}

/**
 * The text of a declaration without the parts that change no existing table: length, start and number of periods, and
 * how many are kept. `migrate partitions ensure` reads those from the files.
 */
export function structureText(text: string): string {
  const read = readPartitioning(text);
  if ('problem' in read) return text;
  if (read.by === 'range') {
    const { by, table, columns, hasDefault } = read;
    return printPartitioning({ by, table, columns, hasDefault, ...ANY_RANGES });
  }
  if (read.by !== 'hypertable' || read.otherwise === undefined) return printPartitioning(read);
  return printPartitioning({ ...read, otherwise: { ...ANY_RANGES, hasDefault: read.otherwise.hasDefault } });
}

const ANY_RANGES = { every: 'month', ahead: 1 } as const;
