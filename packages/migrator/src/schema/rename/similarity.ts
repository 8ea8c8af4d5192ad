import { columnType } from '../entity/column-type.ts';
import type { SchemaEntity } from '../entity/schema-entity.ts';

/** How likely one thing is a rename of another one, from 0 to 1: half by its name, half by its shape. */
export function similarity(was: SchemaEntity, is: SchemaEntity, columns: ColumnNames): number {
  const name = overlap(pairs(was.name), pairs(is.name));
  return 0.5 * (was.name === is.name ? 1 : name) + 0.5 * shapeSimilarity(was, is, columns);
}

/** The names of a table's columns in either state. */
export type ColumnNames = (table: SchemaEntity) => readonly string[];

function shapeSimilarity(was: SchemaEntity, is: SchemaEntity, columns: ColumnNames): number {
  if (was.type === 'table') return overlap(columns(was), columns(is));
  if (was.type === 'enum' && is.type === 'enum') return overlap(was.facts.values, is.facts.values);
  if (was.type !== 'column' || is.type !== 'column') return 0.5;
  const a = columnType(was);
  const b = columnType(is);
  const sameType = a.name === b.name && a.schema === b.schema && a.dimensions === b.dimensions ? 0.6 : 0;
  const sameLength = a.arguments.join() === b.arguments.join() ? 0.1 : 0;
  const sameNull = was.facts.notNull === is.facts.notNull ? 0.15 : 0;
  return sameType + sameLength + sameNull + (was.facts.default === is.facts.default ? 0.15 : 0);
}

function pairs(name: string): readonly string[] {
  const padded = `^${name.toLowerCase()}$`;
  return Array.from({ length: padded.length - 1 }, (_, index) => padded.slice(index, index + 2));
}

/** Dice's coefficient: twice the common members by all members. */
function overlap(a: readonly string[], b: readonly string[]): number {
  if (a.length + b.length === 0) return 0;
  const rest = [...b];
  let common = 0;
  for (const member of a) {
    const at = rest.indexOf(member);
    if (at < 0) continue;
    rest.splice(at, 1);
    common += 1;
  }
  return (2 * common) / (a.length + b.length);
}
