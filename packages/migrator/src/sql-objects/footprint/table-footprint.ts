import { type ObjectRef, relationOf } from '../object-ref.ts';
import { child, children, type SqlNode, text } from '../sql-node.ts';
import { type Access, access, column, keyPart, use } from './access.ts';
import { constraintFootprint } from './constraint.ts';
import { mentioned } from './mentioned.ts';
import { mentions, typeOf } from './mentions.ts';
import { movedPartition, newPartition } from './partition-footprint.ts';

/** The verb in the name of an ALTER TABLE command; the rest is the property. */
const DOING = /^(?:Enable|Disable|Set|Reset|Add|Drop|Force|NoForce)/;

/** The columns, keys and references of a CREATE TABLE; the creation of the table itself is recorded elsewhere. */
export function tableFootprint(node: SqlNode): readonly Access[] {
  const table = relationOf(child(node, 'relation'));
  if (table === undefined) return [];
  return [
    ...children(node, 'tableElts').flatMap((element) => [
      ...columnFootprint(table, child(element, 'ColumnDef'), false),
      ...constraintFootprint(table, child(element, 'Constraint'), { onRows: false }),
      ...use(relationOf(child(child(element, 'TableLikeClause'), 'relation')), [column('*')]),
    ]),
    ...children(node, 'inhRelations').flatMap((each) => inherited(table, each, child(node, 'partbound'))),
    ...mentioned('use', mentions(child(node, 'partspec')), table),
  ];
}

function inherited(table: ObjectRef, of: SqlNode, bound: SqlNode): readonly Access[] {
  const parent = relationOf(child(of, 'RangeVar'));
  if (parent === undefined || Object.keys(bound).length === 0) return use(parent);
  return [...use(parent), ...newPartition(parent, table, bound)];
}

/** A new column, with its type, default and constraints. */
export function columnFootprint(table: ObjectRef, node: SqlNode, onRows: boolean): readonly Access[] {
  const name = text(node, 'colname');
  if (name === '') return [];
  const type = typeOf(child(node, 'typeName'));
  return [
    { does: 'make', object: table, parts: [column(name)], type },
    ...use(type),
    ...children(node, 'constraints').flatMap((each) =>
      constraintFootprint(table, child(each, 'Constraint'), { own: name, onRows: false }).filter(
        // A new column has no values to check, except its default.
        ({ does, object }) => does !== 'require' && (onRows || object !== table || does !== 'use'),
      ),
    ),
  ];
}

export function alterTableFootprint(node: SqlNode): readonly Access[] {
  const table = relationOf(child(node, 'relation'));
  if (table === undefined || text(node, 'objtype') === 'OBJECT_TYPE') return [];
  return children(node, 'cmds').flatMap((each) => commandFootprint(table, child(each, 'AlterTableCmd')));
}

function commandFootprint(table: ObjectRef, command: SqlNode): readonly Access[] {
  const kind = text(command, 'subtype').replace('AT_', '');
  const name = text(command, 'name');
  const definition = child(command, 'def');
  const part = [column(name)];
  const set = (property: string, parts?: readonly string[]): Access => ({
    does: 'set',
    object: table,
    property,
    ...(parts === undefined ? {} : { parts }),
  });
  switch (kind) {
    case 'AddColumn':
      return columnFootprint(table, child(definition, 'ColumnDef'), true);
    case 'DropColumn':
      return access('unmake', table, part);
    case 'AlterColumnType': {
      const using = mentions(child(child(definition, 'ColumnDef'), 'raw_default'));
      const type = typeOf(child(child(definition, 'ColumnDef'), 'typeName'));
      return [{ does: 'alter', object: table, parts: part, type }, ...use(type), ...mentioned('read', using, table)];
    }
    case 'ColumnDefault':
      return [set('default', part), ...mentioned('use', mentions(definition), table)];
    case 'SetNotNull':
      return [set('not null', part), ...access('require', table, part)];
    case 'DropNotNull':
      return [set('not null', part)];
    case 'AddConstraint':
      return constraintFootprint(table, child(definition, 'Constraint'), { onRows: true });
    case 'DropConstraint':
      return access('unmake', table, [`constraint ${name}`]);
    case 'ValidateConstraint':
      return use(table, [`constraint ${name}`]);
    case 'AttachPartition': {
      const { name: partition, bound } = partitionOf(definition);
      return movedPartition(table, partition, bound);
    }
    case 'DetachPartition':
      return movedPartition(table, partitionOf(definition).name, undefined);
    default:
      return [
        set(kind.replace(DOING, ''), name === '' ? undefined : part),
        ...mentioned('use', mentions(definition), table),
      ];
  }
}

function partitionOf(definition: SqlNode) {
  const command = child(definition, 'PartitionCmd');
  return { name: relationOf(child(command, 'name')), bound: child(command, 'bound') };
}

/** An index, and the key of a unique one. */
export function indexFootprint(node: SqlNode): readonly Access[] {
  const table = relationOf(child(node, 'relation'));
  if (table === undefined) return [];
  const found = mentions(node.indexParams ?? null, child(node, 'whereClause'));
  const columns = found.columns.map(({ name: each }) => each);
  const parts = columns.map(column);
  const unique = node.unique === true;
  const name = text(node, 'idxname');
  const isKey = unique && !('whereClause' in node) && found.routines.length === 0;
  return [
    ...mentioned('use', found, table),
    ...(unique ? access('require', table, parts) : []),
    ...(isKey && name !== ''
      ? [{ does: 'make', object: table, parts: [keyPart(columns)], constraint: name } as const]
      : []),
  ];
}
