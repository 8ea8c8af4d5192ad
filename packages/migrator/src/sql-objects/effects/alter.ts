import { named, type ObjectRef, relationOf, routineOf } from '../object-ref.ts';
import { child, children, names, type SqlNode, text } from '../sql-node.ts';
import { change, type Effect } from './effect.ts';
import { impliedRelations } from './implied-relations.ts';
import { isWhole, target } from './targets.ts';

type Reader = (node: SqlNode) => readonly Effect[];

/** The effects of ALTER, COMMENT and GRANT, by the kind of their node. */
export const ALTER: Readonly<Record<string, Reader>> = {
  AlterTableStmt: alterTable,
  RenameStmt: rename,
  AlterObjectSchemaStmt: move,
  AlterOwnerStmt: (node) => changed(text(node, 'objectType'), node),
  AlterObjectDependsStmt: (node) => changed(text(node, 'objectType'), node),
  AlterSeqStmt: (node) => change(relationOf(child(node, 'sequence'))),
  AlterEnumStmt: (node) => change(named('type', names(node, 'typeName'))),
  AlterTypeStmt: (node) => change(named('type', names(node, 'typeName'))),
  AlterDomainStmt: (node) => change(named('type', names(node, 'typeName'))),
  AlterFunctionStmt: (node) => change(routineOf(child(node, 'func'))),
  AlterPolicyStmt: (node) => change(relationOf(child(node, 'table'))),
  AlterExtensionStmt: (node) => change(named('extension', [text(node, 'extname')])),
  AlterExtensionContentsStmt: (node) => change(named('extension', [text(node, 'extname')])),
  AlterPublicationStmt: (node) => change(named('publication', [text(node, 'pubname')])),
  AlterEventTrigStmt: (node) => change(named('event trigger', [text(node, 'trigname')])),
  AlterForeignServerStmt: (node) => change(named('foreign server', [text(node, 'servername')])),
  AlterFdwStmt: (node) => change(named('fdw', [text(node, 'fdwname')])),
  CommentStmt: (node) => change(target(text(node, 'objtype'), child(node, 'object'))),
  SecLabelStmt: (node) => change(target(text(node, 'objtype'), child(node, 'object'))),
  GrantStmt: grant,
};

function alterTable(node: SqlNode): readonly Effect[] {
  const relation = relationOf(child(node, 'relation'));
  if (relation === undefined) return [];
  if (text(node, 'objtype') === 'OBJECT_TYPE') return change({ ...relation, space: 'type' });
  const commands = children(node, 'cmds').map((command) => child(command, 'AlterTableCmd'));
  return [
    ...change(relation),
    ...commands.flatMap((command) => {
      // A partition becomes part of another table, or stops to be; what it inherits from it only reads.
      const partition = child(child(child(command, 'def'), 'PartitionCmd'), 'name');
      return [...change(relationOf(partition)), ...impliedRelations(relation, child(command, 'def'))];
    }),
  ];
}

function rename(node: SqlNode): readonly Effect[] {
  const type = text(node, 'renameType');
  const name = text(node, 'newname');
  if (type === 'OBJECT_SCHEMA') return renamed(named('schema', [text(node, 'subname')]), { name });
  const relation = relationOf(child(node, 'relation'));
  if (type === 'OBJECT_ATTRIBUTE') return relation === undefined ? [] : change({ ...relation, space: 'type' });
  if (relation === undefined) {
    const object = target(type, child(node, 'object'));
    return object === undefined || !isWhole(type) ? change(object) : renamed(object, { name });
  }
  if (isWhole(type)) return renamed(relation, { name });
  if (type !== 'OBJECT_TABCONSTRAINT') return change(relation);
  const index = { ...relation, name: text(node, 'subname') };
  return [...change(relation), { action: 'rename', object: index, to: { ...index, name }, implied: true }];
}

function move(node: SqlNode): readonly Effect[] {
  const type = text(node, 'objectType');
  const object = relationOf(child(node, 'relation')) ?? target(type, child(node, 'object'));
  if (object === undefined) return [];
  // An extension does not belong to the schema of its members.
  return object.space === 'extension' ? change(object) : renamed(object, { schema: text(node, 'newschema') });
}

function renamed(object: ObjectRef, to: Partial<ObjectRef>): readonly Effect[] {
  return [{ action: 'rename', object, to: { ...object, ...to } }];
}

function changed(type: string, node: SqlNode): readonly Effect[] {
  return change(relationOf(child(node, 'relation')) ?? target(type, child(node, 'object')));
}

/** GRANT and REVOKE on named things; only the database knows what `ALL TABLES IN SCHEMA` contains. */
function grant(node: SqlNode): readonly Effect[] {
  if (text(node, 'targtype') !== 'ACL_TARGET_OBJECT') return [];
  const type = text(node, 'objtype');
  return children(node, 'objects').flatMap((object) => change(target(type, object)));
}
