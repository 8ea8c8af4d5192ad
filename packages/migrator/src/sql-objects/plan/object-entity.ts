import type { ObjectEntity } from '../../schema/entity/schema-entity.ts';
import type { SqlObject } from '../objects/sql-object.ts';

/** An object as a snapshot keeps it: its text, and the little of it that other rules need without a parser. */
export function objectEntity({ kind, label, provides }: SqlObject, text: string): ObjectEntity {
  const facts = { kind, text, ...(provides === '' ? {} : { provides }) };
  return { type: 'object', schema: '', table: '', name: label, facts };
}

/** Finds what the text of an entity declares; made by parsing all texts of the states that are planned with. */
export type ObjectOf = (entity: ObjectEntity) => SqlObject;
