import type { CatalogValue } from '../../schema/facts/catalog-value.ts';
import { nameParts } from '../../sql/names/name-parts.ts';
import { named, type ObjectRef, relationOf } from '../object-ref.ts';
import { child, children, isNode, names, type SqlNode, text } from '../sql-node.ts';
import { HYPERTABLE_CALLS } from './hypertable-calls.ts';

/** Functions whose first text names a sequence, or a hypertable. */
const OF_RELATIONS: ReadonlySet<string> = new Set([
  ...['nextval', 'currval', 'setval'],
  ...Object.keys(HYPERTABLE_CALLS),
]);
const TYPE_FIELDS: ReadonlySet<string> = new Set(['typeName', 'TypeName', 'returnType', 'argType']);

/** A relation, and its name in the statement. */
export interface MentionedRelation {
  readonly object: ObjectRef;
  readonly alias: string;
}

/** A column; `*` is all of them. */
export interface MentionedColumn {
  /** `''` if the statement gives no qualifier. */
  readonly qualifier: string;
  readonly name: string;
}

/** Everything that a part of a parse tree names. */
export interface Mentions {
  readonly relations: readonly MentionedRelation[];
  readonly columns: readonly MentionedColumn[];
  readonly routines: readonly ObjectRef[];
  /** Operator classes, too. */
  readonly types: readonly ObjectRef[];
  readonly literals: readonly string[];
}

interface Found {
  readonly relations: MentionedRelation[];
  readonly columns: Map<string, MentionedColumn>;
  readonly routines: ObjectRef[];
  readonly types: ObjectRef[];
  readonly literals: Set<string>;
  /** Names of WITH queries, which are not relations. */
  readonly withQueries: Set<string>;
}

export function mentions(...nodes: readonly CatalogValue[]): Mentions {
  const found: Found = {
    relations: [],
    columns: new Map(),
    routines: [],
    types: [],
    literals: new Set(),
    withQueries: new Set(),
  };
  for (const node of nodes) walk(node, found);
  return {
    relations: found.relations.filter(({ object }) => object.schema !== '' || !found.withQueries.has(object.name)),
    columns: [...found.columns.values()],
    routines: found.routines,
    types: found.types,
    literals: [...found.literals],
  };
}

/** The type that a `TypeName` names. */
export function typeOf(node: SqlNode): ObjectRef {
  return named('type', names(node, 'names'));
}

function walk(value: CatalogValue, found: Found): void {
  if (Array.isArray(value)) {
    for (const member of value) walk(member, found);
    return;
  }
  if (!isNode(value)) return;
  const relation = relationOf(value);
  if (relation !== undefined) {
    const alias = text(child(value, 'alias'), 'aliasname');
    found.relations.push({ object: relation, alias: alias === '' ? relation.name : alias });
  }
  for (const [key, member] of Object.entries(value)) {
    if (isNode(member)) note(key, member, found);
    walk(member, found);
  }
}

function note(kind: string, node: SqlNode, found: Found): void {
  if (kind === 'ColumnRef') noteColumn(node, found);
  else if (kind === 'IndexElem') noteIndexed(node, found);
  else if (kind === 'FuncCall') noteCall(node, found);
  else if (kind === 'CommonTableExpr') found.withQueries.add(text(node, 'ctename'));
  else if (kind === 'A_Const') {
    const value = child(node, 'sval');
    if ('sval' in value) found.literals.add(text(value, 'sval'));
  } else if (kind === 'TypeCast') {
    const isClass = names(child(node, 'typeName'), 'names').at(-1) === 'regclass';
    if (isClass) noteRelationName(child(node, 'arg'), found);
  }
  if (TYPE_FIELDS.has(kind) && 'names' in node) found.types.push(typeOf(node));
}

function noteIndexed(node: SqlNode, found: Found): void {
  addColumn(found, '', text(node, 'name'));
  const operatorClass = names(node, 'opclass');
  if (operatorClass.length > 0) found.types.push(named('operator class', operatorClass));
}

function noteColumn(node: SqlNode, found: Found): void {
  const fields = children(node, 'fields').map((field) =>
    'A_Star' in field ? '*' : text(child(field, 'String'), 'sval'),
  );
  addColumn(found, fields.at(-2) ?? '', fields.at(-1) ?? '');
}

function addColumn(found: Found, qualifier: string, name: string): void {
  if (name !== '') found.columns.set(JSON.stringify([qualifier, name]), { qualifier, name });
}

function noteCall(node: SqlNode, found: Found): void {
  const path = names(node, 'funcname');
  found.routines.push(named('routine', path));
  const [first] = children(node, 'args');
  if (first !== undefined && OF_RELATIONS.has(path.at(-1) ?? '')) noteRelationName(first, found);
}

/** A text that names a relation: `'app.orders_id_seq'`. */
function noteRelationName(argument: SqlNode, found: Found): void {
  const value = text(child(child(argument, 'A_Const'), 'sval'), 'sval');
  if (value !== '') found.relations.push({ object: named('relation', nameParts(value)), alias: '' });
}
