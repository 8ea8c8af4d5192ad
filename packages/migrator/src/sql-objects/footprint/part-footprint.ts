import { named, type ObjectRef, relationOf } from '../object-ref.ts';
import { child, children, isTrue, names, type SqlNode, text, unwrap } from '../sql-node.ts';
import { type Access, access, column, use } from './access.ts';
import { mentioned } from './mentioned.ts';
import { mentions } from './mentions.ts';

/** Kinds of RENAME and DROP by the part that they name. */
const PARTS: Readonly<Record<string, string>> = {
  OBJECT_COLUMN: 'column',
  OBJECT_ATTRIBUTE: 'column',
  OBJECT_TABCONSTRAINT: 'constraint',
  OBJECT_DOMCONSTRAINT: 'constraint',
  OBJECT_TRIGGER: 'trigger',
  OBJECT_POLICY: 'policy',
  OBJECT_RULE: 'rule',
};

/** Renames a column, constraint, trigger, policy or rule. */
export function renameFootprint(node: SqlNode): readonly Access[] {
  const kind = PARTS[text(node, 'renameType')];
  const object = relationOf(child(node, 'relation'));
  if (kind === undefined || object === undefined) return [];
  const of = text(node, 'renameType') === 'OBJECT_ATTRIBUTE' ? { ...object, space: 'type' } : object;
  const [from, to] = [`${kind} ${text(node, 'subname')}`, `${kind} ${text(node, 'newname')}`];
  return [
    { does: 'unmake', object: of, parts: [from], renamedTo: { object: of, part: to } },
    { does: 'make', object: of, parts: [to] },
  ];
}

/** Drops a trigger, policy or rule. */
export function dropPartFootprint(node: SqlNode): readonly Access[] {
  const kind = PARTS[text(node, 'removeType')];
  if (kind === undefined) return [];
  return children(node, 'objects').flatMap((value) => {
    const { node: list } = unwrap(value);
    const path = names(list, 'items');
    return access('unmake', named('relation', path.slice(0, -1)), [`${kind} ${path.at(-1) ?? ''}`]);
  });
}

/** ALTER TYPE … ADD VALUE and RENAME VALUE. The order of two added values depends on which was added first. */
export function enumFootprint(node: SqlNode): readonly Access[] {
  const type = named('type', names(node, 'typeName'));
  const old = text(node, 'oldVal');
  const made: Access = {
    does: 'make',
    object: type,
    parts: [`value ${text(node, 'newVal')}`],
    ...(isTrue(node, 'skipIfNewValExists') ? { optional: true } : {}),
  };
  const renamedTo = { object: type, part: `value ${text(node, 'newVal')}` };
  if (old !== '') return [made, { does: 'unmake', object: type, parts: [`value ${old}`], renamedTo }];
  return [made, { does: 'set', object: type, property: 'order of values' }];
}

/** The initial values of an enum. */
export function enumValues(node: SqlNode): readonly Access[] {
  const values = names(node, 'vals').map((value) => `value ${value}`);
  return access('make', named('type', names(node, 'typeName')), values);
}

/** Creates a trigger, policy or rule on a table. */
export function onTableFootprint(kind: 'trigger' | 'policy' | 'rule', node: SqlNode): readonly Access[] {
  const table = relationOf(child(node, kind === 'policy' ? 'table' : 'relation'));
  const name = text(node, { trigger: 'trigname', policy: 'policy_name', rule: 'rulename' }[kind]);
  const watched = names(node, 'columns').map(column);
  const routine: ObjectRef = named('routine', names(node, 'funcname'));
  return [
    ...access('make', table, [`${kind} ${name}`]),
    ...use(table, watched),
    ...use(routine),
    ...mentioned(
      'use',
      mentions(
        node.qual ?? null,
        node.with_check ?? null,
        node.whenClause ?? null,
        node.actions ?? null,
        node.whereClause ?? null,
      ),
      table,
    ),
  ];
}

/** COMMENT ON: conflicts with another comment on the same thing. */
export function commentFootprint(node: SqlNode): readonly Access[] {
  const kind = PARTS[text(node, 'objtype')];
  if (kind === undefined) return [];
  const { node: list } = unwrap(child(node, 'object'));
  const path = names(list, 'items');
  const parts = [`${kind} ${path.at(-1) ?? ''}`];
  return [{ does: 'set', object: named('relation', path.slice(0, -1)), parts, property: 'comment' }];
}
