import { named, type ObjectRef, relationOf, routineOf } from '../object-ref.ts';
import { children, names, type SqlNode, text, unwrap } from '../sql-node.ts';

const RELATIONS: ReadonlySet<string> = new Set(
  ['TABLE', 'VIEW', 'MATVIEW', 'INDEX', 'SEQUENCE', 'FOREIGN_TABLE'].map((kind) => `OBJECT_${kind}`),
);
const ROUTINES: ReadonlySet<string> = new Set(
  ['FUNCTION', 'PROCEDURE', 'ROUTINE', 'AGGREGATE'].map((kind) => `OBJECT_${kind}`),
);
/** Things that are named by a table and a name on it. */
const PARTS: ReadonlySet<string> = new Set(
  ['COLUMN', 'TABCONSTRAINT', 'TRIGGER', 'POLICY', 'RULE'].map((kind) => `OBJECT_${kind}`),
);

/** Whether statements with this object type name the thing itself, not a part of a table or type. */
export function isWhole(objectType: string): boolean {
  return !PARTS.has(objectType) && objectType !== 'OBJECT_DOMCONSTRAINT' && objectType !== 'OBJECT_ATTRIBUTE';
}

/**
 * The thing that DROP, COMMENT, GRANT and the like name by an object type and a node; for a part of a table, the table.
 */
export function target(objectType: string, value: SqlNode): ObjectRef | undefined {
  const { kind, node } = unwrap(value);
  if (kind === 'RangeVar') return relationOf(node);
  if (kind === 'ObjectWithArgs' && ROUTINES.has(objectType)) return routineOf(node);
  const parts = partsOf(kind, node);
  if (PARTS.has(objectType)) return parts.length < 2 ? undefined : named('relation', parts.slice(0, -1));
  const [first] = children(node, 'items');
  if (objectType === 'OBJECT_DOMCONSTRAINT') return first && target('OBJECT_DOMAIN', first);
  if (parts.length === 0) return undefined;
  if (RELATIONS.has(objectType)) return named('relation', parts);
  if (objectType === 'OBJECT_TYPE' || objectType === 'OBJECT_DOMAIN') return named('type', parts);
  return named(spaceOf(objectType), parts);
}

/** `OBJECT_EVENT_TRIGGER` is `event trigger`. */
export function spaceOf(objectType: string): string {
  return objectType
    .replace(/^OBJECT_/, '')
    .toLowerCase()
    .replaceAll('_', ' ');
}

function partsOf(kind: string, node: SqlNode): readonly string[] {
  if (kind === 'String') return [text(node, 'sval')];
  if (kind === 'TypeName') return names(node, 'names');
  if (kind === 'List') return names(node, 'items');
  if (kind === 'ObjectWithArgs') return names(node, 'objname');
  return [];
}
