import type { StatementReader } from '../script/statement-reader.ts';
import { actionMode, otherTable, referencedTables } from './alter-actions.ts';
import { type LockMode, strongerOf } from './lock-mode.ts';
import type { RelationLock } from './statement-facts.ts';

const ALL = 'ACCESS EXCLUSIVE';
const RELATIONS = [['table'], ['foreign', 'table'], ['view'], ['materialized', 'view']] as const;
/** What hangs on a table: `DROP TRIGGER t ON events`. */
const PARTS = ['trigger', 'policy', 'rule'] as const;

/** The reader is behind `CREATE`. */
export function createLocks(reader: StatementReader): readonly RelationLock[] {
  const replaces = reader.accept('or', 'replace');
  for (const modifier of ['global', 'local', 'temporary', 'temp', 'unlogged', 'constraint', 'unique', 'recursive']) {
    reader.accept(modifier);
  }
  if (reader.accept('table') || reader.accept('foreign', 'table')) return newTable(reader);
  if (reader.accept('index')) return newIndex(reader);
  if (reader.accept('trigger')) return reader.skipPast('on') ? one(reader, 'SHARE ROW EXCLUSIVE') : [];
  if (reader.accept('policy')) return reader.skipPast('on') ? one(reader, ALL) : [];
  if (reader.accept('rule')) return reader.skipPast('to') ? one(reader, ALL) : [];
  return replaces && reader.accept('view') ? one(reader, ALL) : [];
}

/** A partition is added to a table that others use; the new table itself is nobody's yet. */
function newTable(reader: StatementReader): readonly RelationLock[] {
  reader.accept('if', 'not', 'exists');
  reader.qualifiedName();
  const parent = reader.accept('partition', 'of') ? one(reader, ALL) : [];
  return [...parent, ...referencedTables(reader)];
}

function newIndex(reader: StatementReader): readonly RelationLock[] {
  const mode = reader.accept('concurrently') ? 'SHARE UPDATE EXCLUSIVE' : 'SHARE';
  return reader.skipPast('on') ? one(reader, mode) : [];
}

/** The reader is behind `ALTER`. */
export function alterLocks(reader: StatementReader): readonly RelationLock[] {
  if (reader.accept('index')) return alterIndex(reader);
  if (PARTS.some((part) => reader.accept(part))) return partOf(reader);
  if (!acceptRelation(reader) || reader.accept('all', 'in', 'tablespace')) return [];
  reader.accept('if', 'exists');
  const relation = reader.relation();
  if (relation === undefined) return [];
  const actions = reader.fork().parts();
  const mode = actions.map((action) => actionMode(action.fork(), 'relation')).reduce(strongerOf, 'ACCESS SHARE');
  const others = actions.flatMap((action) => otherTable(action) ?? []);
  return [{ ...relation, mode, on: 'relation' }, ...others, ...referencedTables(reader)];
}

function alterIndex(reader: StatementReader): readonly RelationLock[] {
  if (reader.accept('all', 'in', 'tablespace')) return [];
  reader.accept('if', 'exists');
  const index = reader.relation();
  if (index === undefined) return [];
  return [{ ...index, mode: actionMode(reader, 'index'), on: 'index' }];
}

/** The reader is behind `DROP`. */
export function dropLocks(reader: StatementReader): readonly RelationLock[] {
  if (reader.accept('index')) {
    const mode = reader.accept('concurrently') ? 'SHARE UPDATE EXCLUSIVE' : ALL;
    reader.accept('if', 'exists');
    return reader.relations().map((index) => ({ ...index, mode, on: 'index' }));
  }
  if (PARTS.some((part) => reader.accept(part))) {
    reader.accept('if', 'exists');
    return partOf(reader);
  }
  if (!acceptRelation(reader)) return [];
  reader.accept('if', 'exists');
  return reader.relations().map((relation) => ({ ...relation, mode: ALL, on: 'relation' }));
}

function acceptRelation(reader: StatementReader): boolean {
  return RELATIONS.some((words) => reader.accept(...words));
}

/** `name ON table`. */
function partOf(reader: StatementReader): readonly RelationLock[] {
  reader.name();
  return reader.accept('on') ? one(reader, ALL) : [];
}

function one(reader: StatementReader, mode: LockMode): readonly RelationLock[] {
  const relation = reader.relation();
  return relation === undefined ? [] : [{ ...relation, mode, on: 'relation' }];
}
