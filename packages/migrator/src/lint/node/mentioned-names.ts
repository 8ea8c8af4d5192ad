import type { CatalogValue } from '../../schema/facts/catalog-value.ts';
import { child, children, isNode, names, type SqlNode, text, unwrap } from '../../sql-objects/sql-node.ts';

/** What a statement needs to know of those below it. */
export interface Mentioned {
  /** Relations, types and schemas that it names, without schemas and in lower case. */
  readonly names: ReadonlySet<string>;
  /**
   * It reaches tables that it does not name: those of an index, which may have a name that no statement says, and those
   * with columns of a domain, which may be added to a table that other statements made.
   */
  readonly reachesOthers: boolean;
}

/** PostgreSQL's own types, of which no statement below has more to say. */
const BUILT_IN: ReadonlySet<string> = new Set(
  'text uuid json jsonb date bytea inet cidr xml int2 int4 int8 float4 float8 numeric bool varchar bpchar serial bigserial smallserial timestamptz timestamp time timetz interval'.split(
    ' ',
  ),
);

export function mentionedNames(statement: SqlNode): Mentioned {
  const found = new Set<string>();
  collect(statement, found);
  const { node } = unwrap(statement);
  // A schema, a type or a domain is named by texts alone.
  for (const object of children(node, 'objects')) {
    for (const name of [...names(child(object, 'List'), 'items'), text(child(object, 'String'), 'sval')])
      add(name, found);
  }
  for (const name of [...names(node, 'typeName'), text(node, 'subname')]) add(name, found);
  for (const name of names(child(child(node, 'object'), 'List'), 'items')) add(name, found);
  return { names: found, reachesOthers: reachesOthers(statement) };
}

function collect(value: CatalogValue, found: Set<string>): void {
  if (Array.isArray(value)) {
    for (const each of value) collect(each, found);
  } else if (isNode(value)) {
    add(text(value, 'relname'), found);
    // A type, alone or as the type of a column.
    if ('typemod' in value) add(names(value, 'names').at(-1) ?? '', found);
    for (const each of Object.values(value)) collect(each, found);
  }
}

function add(name: string, found: Set<string>): void {
  if (name !== '' && !BUILT_IN.has(name)) found.add(name.toLowerCase());
}

function reachesOthers(statement: SqlNode): boolean {
  const { kind, node } = unwrap(statement);
  if (['ReindexStmt', 'ClusterStmt', 'AlterDomainStmt'].includes(kind)) return true;
  const of = [text(node, 'removeType'), text(node, 'renameType'), text(node, 'objtype')];
  if (of.includes('OBJECT_INDEX')) return true;
  return children(node, 'cmds').some(
    (each) => 'indexname' in child(child(child(each, 'AlterTableCmd'), 'def'), 'Constraint'),
  );
}
