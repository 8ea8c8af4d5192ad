import { child, children, names, type SqlNode, text } from '../../../sql-objects/sql-node.ts';
import { constraintColumns, constraintKind, isNotValid } from '../../node/constraints.ts';
import type { LintCatalog } from '../lint-catalog.ts';
import type { Column, Relation } from '../relation.ts';
import { isSerial, typeRef } from '../type-ref.ts';

/** The relation of a `RangeVar`, with nothing in it. */
export function emptyRelation(
  catalog: LintCatalog,
  range: SqlNode,
  about: Pick<Relation, 'kind'> & Partial<Pick<Relation, 'hasAllColumns' | 'partitionKey' | 'parent'>>,
): Relation {
  const schema = text(range, 'schemaname');
  return {
    schema: schema === '' ? (catalog.searchPath[0] ?? 'public') : schema,
    name: text(range, 'relname'),
    columns: new Map(),
    hasAllColumns: true,
    constraints: new Map(),
    indexes: new Map(),
    partitionKey: [],
    parent: undefined,
    isNew: catalog.madeBy !== undefined,
    isTemporary: text(range, 'relpersistence') === 't',
    isUnlogged: text(range, 'relpersistence') === 'u',
    accessMethod: 'heap',
    tablespace: 'pg_default',
    hasPolicy: false,
    isDefault: false,
    ...about,
  };
}

/** Adds what `CREATE TABLE` lists. */
export function addElements(relation: Relation, elements: readonly SqlNode[]): void {
  for (const element of elements) {
    if ('ColumnDef' in element) addColumn(relation, child(element, 'ColumnDef'));
    else if ('Constraint' in element) addConstraint(relation, child(element, 'Constraint'));
  }
}

export function addColumn(relation: Relation, definition: SqlNode): void {
  const name = text(definition, 'colname');
  const typeName = child(definition, 'typeName');
  const own = children(definition, 'constraints').map((each) => child(each, 'Constraint'));
  const kinds = own.map((each) => text(each, 'contype'));
  const isNumbered = isSerial(typeName) || kinds.includes('CONSTR_IDENTITY');
  const column: Column = {
    name,
    type: typeRef(typeName),
    notNull: isNumbered || kinds.includes('CONSTR_NOTNULL') || kinds.includes('CONSTR_PRIMARY'),
    hasDefault: isNumbered || kinds.includes('CONSTR_DEFAULT'),
    isNumbered,
    isGenerated: kinds.includes('CONSTR_GENERATED'),
  };
  relation.columns.set(name, column);
  for (const constraint of own) addConstraint(relation, constraint, name);
}

/** @param column that in whose definition it is */
export function addConstraint(relation: Relation, constraint: SqlNode, column = ''): void {
  const kind = constraintKind(constraint);
  if (kind === undefined) return;
  const given = text(constraint, 'conname');
  const used = text(constraint, 'indexname');
  const columns = used === '' ? constraintColumns(constraint, column) : (relation.indexes.get(used)?.columns ?? []);
  const name = given === '' ? (used === '' ? usualName(relation, kind, columns) : used) : given;
  const expression = child(constraint, 'raw_expr');
  relation.constraints.set(name, {
    ...{ name, kind, columns },
    isValid: !isNotValid(constraint),
    ...(kind === 'check' ? { expression } : {}),
  });
  if (kind === 'unique' || kind === 'primary' || kind === 'exclude') {
    relation.indexes.delete(used);
    relation.indexes.set(name, { name, columns, mentions: [], isUnique: kind !== 'exclude', isPartial: false });
  }
  if (kind === 'primary' || (kind === 'not-null' && !isNotValid(constraint))) {
    for (const each of columns) changeColumn(relation, each, { notNull: true });
  }
}

export function changeColumn(relation: Relation, name: string, change: Partial<Column>): void {
  const column = relation.columns.get(name);
  if (column !== undefined) relation.columns.set(name, { ...column, ...change });
}

const SUFFIXES = {
  ...{ check: 'check', foreign: 'fkey', unique: 'key', primary: 'pkey', exclude: 'excl', 'not-null': 'not_null' },
} as const;

/** As PostgreSQL names it; of a second one with the same name, numbered. */
export function usualName(relation: Relation, kind: keyof typeof SUFFIXES, columns: readonly string[]): string {
  const middle = kind === 'primary' || (kind === 'check' && columns.length > 1) ? [] : columns;
  const base = [relation.name, ...middle, SUFFIXES[kind]].join('_');
  for (let number = 0; ; number += 1) {
    const name = number === 0 ? base : `${base}${number}`;
    if (!relation.constraints.has(name)) return name;
  }
}

/** Columns and constraints that a table has from another one. */
export function inherit(relation: Relation, parent: Relation): void {
  for (const [name, column] of parent.columns) if (!relation.columns.has(name)) relation.columns.set(name, column);
  for (const [name, constraint] of parent.constraints) {
    if (constraint.kind === 'check' && !relation.constraints.has(name)) relation.constraints.set(name, constraint);
  }
}

/** The columns of `PARTITION BY`; empty for expressions. */
export function partitionKeyOf(statement: SqlNode): readonly string[] {
  return children(child(statement, 'partspec'), 'partParams').map((each) => text(child(each, 'PartitionElem'), 'name'));
}

/** The columns of an index: names, empty for expressions. */
export function indexColumns(statement: SqlNode): readonly string[] {
  return children(statement, 'indexParams').map((each) => text(child(each, 'IndexElem'), 'name'));
}

/** The parts of a name in a list of `DropStmt`, whatever form it has there. */
export function nameOf(object: SqlNode): readonly string[] {
  if ('List' in object) return names(child(object, 'List'), 'items');
  if ('TypeName' in object) return names(child(object, 'TypeName'), 'names');
  return 'String' in object ? [text(child(object, 'String'), 'sval')] : [];
}
