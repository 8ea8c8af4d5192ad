import type { SqlNode } from './sql-node.ts';
import { child, children, names, text } from './sql-node.ts';
import { typeKey } from './type-name.ts';

/**
 * A thing that a statement names. Tables, views, sequences and indexes share the space `relation`; enums, domains,
 * ranges and composite types `type`; functions, procedures and aggregates `routine`. Everything else has a space of its
 * own: `schema`, `extension`, `publication` …
 */
export interface ObjectRef {
  readonly space: string;
  /** Empty if the statement leaves it to the search path, and for things outside schemas. */
  readonly schema: string;
  readonly name: string;
  /** Argument types of a routine, `integer, text[]`; absent if the statement omits them. */
  readonly args?: string;
}

/** The path that people read: `app.orders`, `pay(integer)`. */
export function refPath({ schema, name, args }: ObjectRef): string {
  const qualified = schema === '' || schema === 'public' ? name : `${schema}.${name}`;
  return args === undefined ? qualified : `${qualified}(${args})`;
}

/** A name of one, two or three parts (the first of three is the database). */
export function named(space: string, parts: readonly string[]): ObjectRef {
  return { space, schema: parts.at(-2) ?? '', name: parts.at(-1) ?? '' };
}

/** The relation of a `RangeVar`; `undefined` when there is none. */
export function relationOf(node: SqlNode): ObjectRef | undefined {
  const name = text(node, 'relname');
  return name === '' ? undefined : { space: 'relation', schema: text(node, 'schemaname'), name };
}

/** The routine of an `ObjectWithArgs`. */
export function routineOf(node: SqlNode): ObjectRef {
  const ref = named('routine', names(node, 'objname'));
  if (node.args_unspecified === true) return ref;
  return { ...ref, args: children(node, 'objargs').map(argumentKey).join(', ') };
}

function argumentKey(node: SqlNode): string {
  return typeKey(child(node, 'TypeName'));
}
