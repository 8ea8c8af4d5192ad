import { child, children, isTrue, type SqlNode, text, unwrap } from '../../../sql-objects/sql-node.ts';
import type { LintCatalog } from '../lint-catalog.ts';
import type { Relation } from '../relation.ts';
import { typeRef } from '../type-ref.ts';
import { addColumn, addConstraint, changeColumn, inherit } from './define-table.ts';

/** Follows `ALTER TABLE`, and `ALTER INDEX` where a rule asks for it. */
export function alterTable(catalog: LintCatalog, statement: SqlNode): void {
  const relation = catalog.relation(child(statement, 'relation'));
  if (relation === undefined) return;
  for (const each of children(statement, 'cmds')) alter(catalog, relation, child(each, 'AlterTableCmd'));
}

function alter(catalog: LintCatalog, relation: Relation, command: SqlNode): void {
  const name = text(command, 'name');
  const { node: def } = unwrap(child(command, 'def'));
  switch (text(command, 'subtype')) {
    case 'AT_AddColumn':
      if (!(isTrue(command, 'missing_ok') && relation.columns.has(text(def, 'colname')))) addColumn(relation, def);
      return;
    case 'AT_DropColumn':
      dropColumn(relation, name);
      return;
    case 'AT_AlterColumnType':
      changeColumn(relation, name, { type: typeRef(child(def, 'typeName')) });
      return;
    case 'AT_SetNotNull':
      changeColumn(relation, name, { notNull: true });
      return;
    case 'AT_DropNotNull':
      changeColumn(relation, name, { notNull: false });
      return;
    case 'AT_ColumnDefault':
      changeColumn(relation, name, { hasDefault: 'def' in command });
      return;
    case 'AT_AddIdentity':
      changeColumn(relation, name, { hasDefault: true, isNumbered: true });
      return;
    case 'AT_DropIdentity':
      changeColumn(relation, name, { hasDefault: false, isNumbered: false });
      return;
    case 'AT_AddConstraint':
      addConstraint(relation, def);
      return;
    case 'AT_ValidateConstraint':
      validate(relation, name);
      return;
    case 'AT_DropConstraint':
      relation.constraints.delete(name);
      relation.indexes.delete(name);
      return;
    case 'AT_SetLogged':
    case 'AT_SetUnLogged':
      relation.isUnlogged = text(command, 'subtype') === 'AT_SetUnLogged';
      return;
    case 'AT_SetAccessMethod':
      relation.accessMethod = name;
      return;
    case 'AT_SetTableSpace':
      relation.tablespace = name;
      return;
    case 'AT_AttachPartition':
      attach(catalog, relation, def);
      return;
    case 'AT_DetachPartition': {
      const part = catalog.relation(child(def, 'name'));
      if (part !== undefined) Object.assign(part, { parent: undefined, isDefault: false });
      return;
    }
  }
}

function dropColumn(relation: Relation, name: string): void {
  relation.columns.delete(name);
  for (const [key, { columns }] of relation.constraints) if (columns.includes(name)) relation.constraints.delete(key);
  for (const [key, { columns }] of relation.indexes) if (columns.includes(name)) relation.indexes.delete(key);
}

function validate(relation: Relation, name: string): void {
  const constraint = relation.constraints.get(name);
  if (constraint === undefined) return;
  relation.constraints.set(name, { ...constraint, isValid: true });
  if (constraint.kind !== 'not-null') return;
  for (const column of constraint.columns) changeColumn(relation, column, { notNull: true });
}

function attach(catalog: LintCatalog, parent: Relation, def: SqlNode): void {
  const part = catalog.relation(child(def, 'name'));
  if (part === undefined) return;
  part.parent = parent;
  part.isDefault = isTrue(child(def, 'bound'), 'is_default');
  inherit(part, parent);
}
