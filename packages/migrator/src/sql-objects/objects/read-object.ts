import { type SqlNode, unwrap } from '../sql-node.ts';
import type { ObjectReader } from './object-reader.ts';
import { ON_TABLES } from './on-tables.ts';
import { COMMENTS } from './read-comment.ts';
import { RELATIONS } from './read-relations.ts';
import { ROUTINES } from './read-routines.ts';
import type { SqlObject } from './sql-object.ts';
import { STANDALONE } from './standalone.ts';

const READERS: Readonly<Record<string, ObjectReader>> = {
  ...ROUTINES,
  ...RELATIONS,
  ...ON_TABLES,
  ...STANDALONE,
  ...COMMENTS,
};

const DRIZZLE = 'belongs in the Drizzle schema';
/** Common mistakes, and what to do instead. */
const REASONS: Readonly<Record<string, string>> = {
  CreateStmt: `makes a table, whose rows would be lost with it; it ${DRIZZLE} or into a revision`,
  CreateSeqStmt: `makes a sequence, whose position would be lost with it; it ${DRIZZLE} or into a revision`,
  CreateSchemaStmt: `makes a schema, which ${DRIZZLE}: pgSchema(…)`,
  CreateUserMappingStmt: 'contains a password, which must not be in files',
  CreateSubscriptionStmt: 'contains a connection string and connects to another database',
  CreateRoleStmt: 'makes a role, which belongs to the server and not to this database',
  GrantStmt: 'grants privileges, which have no name to drop them by; write a revision by hand',
  AlterTableStmt: 'changes a table; only one named constraint can be declared: alter table … add constraint <name> …',
};

/**
 * What a statement declares, or why it declares nothing (as words that follow the statement's first words). `sql` is
 * its text without blanks around it.
 */
export function readObject(statement: SqlNode, sql: string): SqlObject | string {
  const { kind, node } = unwrap(statement);
  const read = READERS[kind];
  if (read !== undefined) return read(node, sql);
  return REASONS[kind] ?? 'declares nothing that could be dropped again';
}
