import type { ObjectEntity } from '../../schema/entity/schema-entity.ts';
import type { SqlObject } from '../objects/sql-object.ts';

/** An object as an entity of a snapshot: its text, and the few facts that other rules need without a parser. */
export function objectEntity({ kind, label, provides }: SqlObject, text: string): ObjectEntity {
  const facts = { kind, text, ...(provides === '' ? {} : { provides }) };
  return { type: 'object', schema: '', table: '', name: label, facts };
}

/** Finds the declaration in the text of an entity, from the parsed texts of all planned states. */
export type ObjectOf = (entity: ObjectEntity) => SqlObject;
