import { qualifiedName } from '../../schema/change/draft-statement.ts';
import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import { type ObjectRef, relationOf } from '../object-ref.ts';
import { child, children, names, type SqlNode } from '../sql-node.ts';
import { printType } from '../type-name.ts';
import type { CatalogPlace } from './sql-object.ts';

/** A name as people read it: `app.orders`. */
export function pathOf(parts: readonly string[]): string {
  return (parts.at(-2) === 'public' ? parts.slice(-1) : parts).join('.');
}

/** A qualified name in SQL. */
export function sqlName(parts: readonly string[]): string {
  return qualifiedName(parts.at(-2) ?? '', parts.at(-1) ?? '');
}

export function schemaOf(parts: readonly string[]): string {
  return parts.at(-2) ?? 'public';
}

/** The parts of the name of a `RangeVar`. */
export function relationParts(node: SqlNode): readonly string[] {
  const ref = relationOf(node);
  if (ref === undefined) return [];
  return ref.schema === '' ? [ref.name] : [ref.schema, ref.name];
}

export function relationRef(parts: readonly string[]): ObjectRef {
  return { space: 'relation', schema: schemaOf(parts), name: parts.at(-1) ?? '' };
}

/** The types of parameters for DROP. */
export function sqlTypes(parameters: readonly SqlNode[]): string {
  return parameters.map((each) => printType(child(each, 'argType'))).join(', ');
}

/** An operator with its schema; its symbol is not an identifier. */
export function sqlOperator(parts: readonly string[]): string {
  const schema = parts.at(-2);
  return `${schema === undefined ? '' : `${quoteIdentifier(schema)}.`}${parts.at(-1) ?? ''}`;
}

/** The type in a `DefElem` of a definition; `NONE` if there is none. */
export function definedType(node: SqlNode, name: string): string {
  const element = children(node, 'definition')
    .map((each) => child(each, 'DefElem'))
    .find((each) => each.defname === name);
  const type = child(child(element ?? {}, 'arg'), 'TypeName');
  return names(type, 'names').length === 0 ? 'NONE' : printType(type);
}

export function place(kind: string, schema: string, name: string, relation = ''): CatalogPlace {
  return { kinds: [kind], schema, relation, name };
}
