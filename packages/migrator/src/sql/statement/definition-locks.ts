import type { StatementReader } from '../script/statement-reader.ts';
import { actionMode, otherTable, referencedTables } from './alter-actions.ts';
import { type LockMode, strongerOf } from './lock-mode.ts';
import type { RelationLock } from './statement-facts.ts';

const ALL = 'ACCESS EXCLUSIVE';
/** Actions that name another table, but for foreign keys. */
const OTHERS = /partition|inherit/i;
const MODIFIERS: ReadonlySet<string> = new Set([
  ...['global', 'local', 'temporary', 'temp', 'unlogged', 'constraint', 'unique', 'recursive', 'foreign'],
]);

/** The reader is after `CREATE`. */
export function createLocks(reader: StatementReader): readonly RelationLock[] {
  const replaces = reader.accept('or', 'replace');
  reader.skipAny(MODIFIERS);
  const { word } = reader;
  reader.skip();
  switch (word) {
    case 'table':
      return newTable(reader);
    case 'index':
      return newIndex(reader);
    case 'trigger':
      return reader.skipPast('on') ? one(reader, 'SHARE ROW EXCLUSIVE') : [];
    case 'policy':
      return reader.skipPast('on') ? one(reader, ALL) : [];
    case 'rule':
      return reader.skipPast('to') ? one(reader, ALL) : [];
    case 'view':
      return replaces ? one(reader, ALL) : [];
    default:
      return [];
  }
}

/** A partition is added to a table that others use; the new table itself is nobody's yet. */
function newTable(reader: StatementReader): readonly RelationLock[] {
  reader.accept('if', 'not', 'exists');
  reader.qualifiedName();
  const parent = reader.accept('partition', 'of') ? one(reader, ALL) : [];
  const referenced = referencedTables(reader);
  return referenced.length === 0 ? parent : [...parent, ...referenced];
}

function newIndex(reader: StatementReader): readonly RelationLock[] {
  const mode = reader.accept('concurrently') ? 'SHARE UPDATE EXCLUSIVE' : 'SHARE';
  return reader.skipPast('on') ? one(reader, mode) : [];
}

/** The reader is after `ALTER`. */
export function alterLocks(reader: StatementReader): readonly RelationLock[] {
  if (reader.accept('index')) return alterIndex(reader);
  if (acceptPart(reader)) return partOf(reader);
  if (!acceptRelation(reader) || reader.accept('all', 'in', 'tablespace')) return [];
  reader.accept('if', 'exists');
  const relation = reader.relation();
  if (relation === undefined) return [];
  const actions = reader.parts();
  const mode = actions.map((action) => actionMode(action.fork(), 'relation')).reduce(strongerOf);
  const others = reader.mayHave(OTHERS) ? actions.flatMap((action) => otherTable(action) ?? []) : [];
  return [{ ...relation, mode, on: 'relation' }, ...others, ...referencedTables(reader)];
}

function alterIndex(reader: StatementReader): readonly RelationLock[] {
  if (reader.accept('all', 'in', 'tablespace')) return [];
  reader.accept('if', 'exists');
  const index = reader.relation();
  if (index === undefined) return [];
  return [{ ...index, mode: actionMode(reader, 'index'), on: 'index' }];
}

/** The reader is after `DROP`. */
export function dropLocks(reader: StatementReader): readonly RelationLock[] {
  if (reader.accept('index')) {
    const mode = reader.accept('concurrently') ? 'SHARE UPDATE EXCLUSIVE' : ALL;
    reader.accept('if', 'exists');
    return reader.relations().map((index) => ({ ...index, mode, on: 'index' }));
  }
  if (acceptPart(reader)) {
    reader.accept('if', 'exists');
    return partOf(reader);
  }
  if (!acceptRelation(reader)) return [];
  reader.accept('if', 'exists');
  return reader.relations().map((relation) => ({ ...relation, mode: ALL, on: 'relation' }));
}

function acceptRelation(reader: StatementReader): boolean {
  if (reader.accept('table') || reader.accept('view')) return true;
  return reader.accept('foreign', 'table') || reader.accept('materialized', 'view');
}

/** What hangs on a table: `DROP TRIGGER t ON events`. */
function acceptPart(reader: StatementReader): boolean {
  return reader.accept('trigger') || reader.accept('policy') || reader.accept('rule');
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
