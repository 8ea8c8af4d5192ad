import { child, children, isTrue, names, type SqlNode, text, unwrap } from '../../../sql-objects/sql-node.ts';
import { columnsOf } from '../../node/constraints.ts';
import type { LintCatalog } from '../lint-catalog.ts';
import { qualified } from '../qualified.ts';
import type { Relation } from '../relation.ts';
import { typeRef } from '../type-ref.ts';
import { alterTable } from './alter-table.ts';
import { addElements, emptyRelation, indexColumns, inherit, nameOf, partitionKeyOf } from './define-table.ts';
import { moveType, rename } from './rename.ts';
import { WHOLE_RELATIONS } from './whole-relations.ts';

type Follow = (catalog: LintCatalog, node: SqlNode) => void;

/** Follows one statement: afterwards the catalog is as the statement leaves it. */
export function applyStatement(catalog: LintCatalog, statement: SqlNode): void {
  const { kind, node } = unwrap(statement);
  FOLLOW[kind]?.(catalog, node);
}

const FOLLOW: Readonly<Record<string, Follow>> = {
  CreateStmt: createTable,
  CreateForeignTableStmt: (catalog, node) => addTo(catalog, child(node, 'base'), 'foreign'),
  CreateTableAsStmt(catalog, node) {
    const kind = text(node, 'objtype') === 'OBJECT_MATVIEW' ? 'matview' : 'table';
    catalog.add(emptyRelation(catalog, child(child(node, 'into'), 'rel'), { kind, hasAllColumns: false }));
  },
  ViewStmt: (catalog, node) =>
    catalog.add(emptyRelation(catalog, child(node, 'view'), { kind: 'view', hasAllColumns: false })),
  CreateSeqStmt: (catalog, node) => catalog.add(emptyRelation(catalog, child(node, 'sequence'), { kind: 'sequence' })),
  CreateSchemaStmt(catalog, node) {
    const before = catalog.searchPath;
    catalog.searchPath = [text(node, 'schemaname'), ...before];
    for (const element of children(node, 'schemaElts')) applyStatement(catalog, element);
    catalog.searchPath = before;
  },
  IndexStmt: createIndex,
  AlterTableStmt: (catalog, node) => {
    if (text(node, 'objtype') !== 'OBJECT_TYPE') alterTable(catalog, node);
  },
  RenameStmt: rename,
  AlterObjectSchemaStmt(catalog, node) {
    const relation = catalog.relation(child(node, 'relation'));
    if (relation !== undefined) catalog.move(relation, { schema: text(node, 'newschema') });
    else if (text(node, 'objectType') === 'OBJECT_TYPE') {
      const from = qualified(names(child(child(node, 'object'), 'List'), 'items'));
      moveType(catalog, from, { ...from, schema: text(node, 'newschema') });
    }
  },
  DropStmt: drop,
  CreateEnumStmt: (catalog, node) =>
    catalog.setType(qualified(names(node, 'typeName')), {
      kind: 'enum',
      labels: names(node, 'vals'),
      madeBy: catalog.madeBy,
    }),
  AlterEnumStmt: alterEnum,
  CreateDomainStmt: (catalog, node) =>
    catalog.setType(qualified(names(node, 'domainname')), {
      kind: 'domain',
      base: typeRef(child(node, 'typeName')),
      hasConstraints: children(node, 'constraints').some((each) =>
        ['CONSTR_CHECK', 'CONSTR_NOTNULL'].includes(text(child(each, 'Constraint'), 'contype')),
      ),
      madeBy: catalog.madeBy,
    }),
  AlterDomainStmt(catalog, node) {
    const name = qualified(names(node, 'typeName'));
    const known = catalog.type(name);
    if (known?.kind !== 'domain' || !['C', 'O'].includes(text(node, 'subtype'))) return;
    catalog.setType(name, { ...known, hasConstraints: true });
  },
  CompositeTypeStmt: (catalog, node) =>
    catalog.setType(
      { schema: text(child(node, 'typevar'), 'schemaname'), name: text(child(node, 'typevar'), 'relname') },
      { kind: 'other', madeBy: catalog.madeBy },
    ),
  CreateFunctionStmt(catalog, node) {
    const word = children(node, 'options')
      .map((each) => child(each, 'DefElem'))
      .find((each) => text(each, 'defname') === 'volatility');
    const volatility = word === undefined ? 'volatile' : text(child(child(word, 'arg'), 'String'), 'sval');
    catalog.volatility.set(names(node, 'funcname').at(-1) ?? '', volatility);
  },
  CreatePolicyStmt(catalog, node) {
    const relation = catalog.relation(child(node, 'table'));
    if (relation !== undefined) relation.hasPolicy = true;
  },
  VariableSetStmt(catalog, node) {
    if (text(node, 'name') !== 'search_path') return;
    const given = children(node, 'args').map((each) => text(child(child(each, 'A_Const'), 'sval'), 'sval'));
    catalog.searchPath = text(node, 'kind') === 'VAR_SET_VALUE' && given.length > 0 ? given : ['public'];
  },
};

function addTo(catalog: LintCatalog, node: SqlNode, kind: Relation['kind']): void {
  const range = child(node, 'relation');
  const parents = children(node, 'inhRelations').map((each) => catalog.relation(child(each, 'RangeVar')));
  const elements = children(node, 'tableElts');
  const relation = emptyRelation(catalog, range, {
    kind,
    partitionKey: partitionKeyOf(node),
    parent: 'partbound' in node ? parents[0] : undefined,
    hasAllColumns: !parents.includes(undefined) && !elements.some((each) => 'TableLikeClause' in each),
  });
  relation.tablespace = text(node, 'tablespacename') || 'pg_default';
  relation.accessMethod = text(node, 'accessMethod') || 'heap';
  relation.isDefault = isTrue(child(node, 'partbound'), 'is_default');
  const isThere = catalog.find(text(range, 'schemaname'), text(range, 'relname')) !== undefined;
  if (isThere && isTrue(node, 'if_not_exists')) return;
  for (const parent of parents) if (parent !== undefined) inherit(relation, parent);
  addElements(relation, elements);
  catalog.add(relation);
}

function createTable(catalog: LintCatalog, node: SqlNode): void {
  addTo(catalog, node, 'partspec' in node ? 'partitioned' : 'table');
}

function createIndex(catalog: LintCatalog, node: SqlNode): void {
  const relation = catalog.relation(child(node, 'relation'));
  if (relation === undefined) return;
  const columns = indexColumns(node);
  const given = text(node, 'idxname');
  const name = given === '' ? [relation.name, ...columns.map((each) => each || 'expr'), 'idx'].join('_') : given;
  const isUnique = isTrue(node, 'unique');
  const named = children(node, 'indexParams').map((each) => child(child(each, 'IndexElem'), 'expr'));
  const mentions = [...named, child(node, 'whereClause')].flatMap(columnsOf);
  relation.indexes.set(name, { name, columns, mentions, isUnique, isPartial: 'whereClause' in node });
}

function drop(catalog: LintCatalog, node: SqlNode): void {
  const kind = text(node, 'removeType');
  for (const object of children(node, 'objects')) {
    const name = qualified(nameOf(object));
    if (kind === 'OBJECT_SCHEMA') catalog.dropSchema(name.name);
    else if (kind === 'OBJECT_TYPE' || kind === 'OBJECT_DOMAIN') catalog.setType(name, undefined);
    else if (kind === 'OBJECT_INDEX') {
      const found = catalog.index(name.schema, name.name);
      found?.table.indexes.delete(name.name);
    } else if (WHOLE_RELATIONS.has(kind)) {
      const relation = catalog.find(name.schema, name.name);
      if (relation !== undefined) catalog.drop(relation);
    }
  }
}

function alterEnum(catalog: LintCatalog, node: SqlNode): void {
  const name = qualified(names(node, 'typeName'));
  const known = catalog.type(name);
  if (known?.kind !== 'enum') return;
  const [from, to] = [text(node, 'oldVal'), text(node, 'newVal')];
  const labels = from === '' ? [...known.labels, to] : known.labels.map((each) => (each === from ? to : each));
  catalog.setType(name, { ...known, labels });
}
