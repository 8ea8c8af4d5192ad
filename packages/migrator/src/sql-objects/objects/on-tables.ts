import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import { child, children, isTrue, names, type SqlNode, text } from '../sql-node.ts';
import { orReplace, plainCreate } from './create-words.ts';
import type { ObjectReader } from './object-reader.ts';
import { pathOf, place, relationParts, relationRef, schemaOf, sqlName } from './object-sql.ts';
import type { SqlObject } from './sql-object.ts';

/** Objects on a table: triggers, rules, policies, named constraints, indexes, statistics. */
export const ON_TABLES: Readonly<Record<string, ObjectReader>> = {
  CreateTrigStmt: (node, sql) => {
    const trigger = onTable('trigger', text(node, 'trigname'), child(node, 'relation'), plainCreate(sql));
    return isTrue(node, 'isconstraint') ? trigger : { ...trigger, replace: orReplace(sql), shape: 'trigger' };
  },
  RuleStmt: (node, sql) => {
    const rule = onTable('rule', text(node, 'rulename'), child(node, 'relation'), plainCreate(sql));
    return { ...rule, replace: orReplace(sql), shape: 'rule' };
  },
  CreatePolicyStmt: (node, sql) => onTable('policy', text(node, 'policy_name'), child(node, 'table'), sql),
  AlterTableStmt: readConstraint,
  IndexStmt: readIndex,
  CreateStatsStmt: readStatistics,
};

function onTable(kind: string, name: string, table: SqlNode, sql: string): SqlObject {
  const parts = relationParts(table);
  return {
    kind,
    label: `${kind} ${name} on ${pathOf(parts)}`,
    provides: '',
    on: relationRef(parts),
    create: sql,
    drop: `DROP ${kind.toUpperCase()} ${quoteIdentifier(name)} ON ${sqlName(parts)}`,
    catalog: place(kind, schemaOf(parts), name, parts.at(-1)),
  };
}

const ONE_CONSTRAINT =
  'changes a table; only one named constraint can be declared: alter table … add constraint <name> …';

function readConstraint(node: SqlNode, sql: string): SqlObject | string {
  const [command, another] = children(node, 'cmds').map((each) => child(each, 'AlterTableCmd'));
  const constraint = child(child(command ?? {}, 'def'), 'Constraint');
  const name = text(constraint, 'conname');
  if (another !== undefined || text(command ?? {}, 'subtype') !== 'AT_AddConstraint' || name === '')
    return ONE_CONSTRAINT;
  const table = child(node, 'relation');
  const found = onTable('constraint', name, table, sql);
  const drop = `ALTER TABLE ${sqlName(relationParts(table))} DROP CONSTRAINT ${quoteIdentifier(name)}`;
  return { ...found, drop, rows: `rows of ${pathOf(relationParts(table))} that violate constraint ${name}` };
}

function readIndex(node: SqlNode, sql: string): SqlObject | string {
  const name = text(node, 'idxname');
  if (name === '') return 'makes an index without a name, which could not be found again';
  if (isTrue(node, 'concurrent'))
    return 'cannot run in a transaction; leave CONCURRENTLY out, or use index(…).concurrently() in the Drizzle schema';
  if (isTrue(node, 'if_not_exists')) return 'has IF NOT EXISTS; leave that out, Braid knows what exists';
  const table = child(node, 'relation');
  const parts = relationParts(table);
  const index = { ...onTable('index', name, table, sql), drop: `DROP INDEX ${sqlName([...parts.slice(0, -1), name])}` };
  if (!isTrue(node, 'unique')) return index;
  return { ...index, rows: `rows of ${pathOf(parts)} that are the same to unique index ${name}` };
}

function readStatistics(node: SqlNode, sql: string): SqlObject | string {
  const parts = names(node, 'defnames');
  const [table] = children(node, 'relations');
  if (parts.length === 0 || table === undefined)
    return 'makes statistics without a name, which could not be found again';
  const found = onTable('statistics', parts.at(-1) ?? '', child(table, 'RangeVar'), sql);
  const catalog = place('statistics', schemaOf(parts), parts.at(-1) ?? '');
  return { ...found, drop: `DROP STATISTICS ${sqlName(parts)}`, catalog };
}
