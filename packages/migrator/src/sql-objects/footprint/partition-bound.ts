import { child, children, isTrue, names, type SqlNode, text } from '../sql-node.ts';

/** MINVALUE or MAXVALUE. */
interface Endless {
  readonly end: -1 | 1;
}

/** `null`: not a plain constant. */
type Value = string | number | Endless | null;

/** The bound of a partition. */
export type PartitionBound =
  | { readonly by: 'default' }
  | { readonly by: 'list'; readonly values: readonly Value[] }
  | { readonly by: 'hash'; readonly modulus: number; readonly remainder: number }
  | { readonly by: 'range'; readonly from: readonly Value[]; readonly to: readonly Value[] };

/** Reads a `PartitionBoundSpec`. */
export function readBound(node: SqlNode): PartitionBound {
  if (isTrue(node, 'is_default')) return { by: 'default' };
  const values = (field: string): readonly Value[] => children(node, field).map(constantOf);
  switch (text(node, 'strategy')) {
    case 'l':
      return { by: 'list', values: values('listdatums') };
    case 'h':
      return { by: 'hash', modulus: numberIn(node, 'modulus'), remainder: numberIn(node, 'remainder') };
    default:
      return { by: 'range', from: values('lowerdatums'), to: values('upperdatums') };
  }
}

/** Whether two bounds may overlap; PostgreSQL then refuses the second partition. */
export function mayOverlap(one: PartitionBound, other: PartitionBound): boolean {
  if (one.by === 'list' && other.by === 'list')
    return one.values.some((value) => value === null || other.values.some((each) => each === null || each === value));
  if (one.by === 'hash' && other.by === 'hash')
    return one.modulus !== other.modulus || one.remainder === other.remainder;
  if (one.by === 'range' && other.by === 'range') return !endsBefore(one, other) && !endsBefore(other, one);
  return one.by === other.by;
}

type Range = Extract<PartitionBound, { readonly by: 'range' }>;

/** Compares by the first column, if that decides. */
function endsBefore({ to }: Range, { from }: Range): boolean {
  const difference = compared(to[0] ?? null, from[0] ?? null);
  return difference !== undefined && (to.length === 1 ? difference <= 0 : difference < 0);
}

function compared(one: Value, other: Value): number | undefined {
  if (one === null || other === null) return undefined;
  if (typeof one === 'object' || typeof other === 'object') return endOf(one) - endOf(other);
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  // Times in the same spelling are ordered as texts are; the order of other texts depends on a collation, which only
  // the server knows.
  if (typeof one !== 'string' || typeof other !== 'string') return undefined;
  if (!TIME.test(one) || shapeOf(one) !== shapeOf(other)) return undefined;
  return one === other ? 0 : one < other ? -1 : 1;
}

function endOf(value: string | number | Endless): number {
  return typeof value === 'object' ? value.end : 0;
}

const TIME = /^\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d:\d\d)?/;

/** The digits of date and time, and the rest unchanged: a time zone. */
function shapeOf(value: string): string {
  const [time = ''] = TIME.exec(value) ?? [];
  return time.replaceAll(/\d/g, '0') + value.slice(time.length);
}

function constantOf(node: SqlNode): Value {
  const [word] = names(child(node, 'ColumnRef'), 'fields');
  if (word === 'minvalue') return { end: -1 };
  if (word === 'maxvalue') return { end: 1 };
  const constant = child(node, 'A_Const');
  if ('sval' in constant) return text(child(constant, 'sval'), 'sval');
  if ('ival' in constant) return numberIn(child(constant, 'ival'), 'ival');
  if ('fval' in constant) return Number(text(child(constant, 'fval'), 'fval'));
  if ('boolval' in constant) return String(isTrue(child(constant, 'boolval'), 'boolval'));
  return isTrue(constant, 'isnull') ? 'NULL' : null;
}

/** libpg-query omits zeros. */
function numberIn(node: SqlNode, field: string): number {
  const value = node[field];
  return typeof value === 'number' ? value : 0;
}
