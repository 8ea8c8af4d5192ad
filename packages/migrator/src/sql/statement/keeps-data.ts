import { StatementReader } from '../script/statement-reader.ts';
import { TokenList } from '../tokens/token-list.ts';

/** Statements that change no row and drop nothing that has rows. */
const ALWAYS: ReadonlySet<string> = new Set([
  ...['comment', 'grant', 'revoke', 'set', 'reset', 'show', 'analyze', 'vacuum', 'reindex', 'refresh', 'cluster'],
  ...['listen', 'unlisten', 'notify', 'discard', 'security', 'lock', 'savepoint', 'release'],
]);
/** What can be dropped and made again from the files: no row is in it. */
const WITHOUT_ROWS: ReadonlySet<string> = new Set([
  ...['index', 'view', 'trigger', 'policy', 'rule', 'function', 'procedure', 'routine', 'aggregate', 'statistics'],
  ...['collation', 'conversion', 'operator', 'cast', 'publication', 'access', 'event', 'text', 'transform'],
]);
const ALTERED: ReadonlySet<string> = new Set([
  ...['index', 'view', 'trigger', 'policy', 'rule', 'function', 'procedure', 'routine', 'aggregate', 'statistics'],
  ...['schema', 'role', 'user', 'group', 'default', 'domain', 'collation', 'operator', 'publication', 'event'],
  ...['extension', 'database', 'system'],
]);
const AS = /\bas\b/i;

/**
 * Whether nothing that is stored can be lost or overwritten by a statement, as far as its words tell. Whatever is not
 * known to keep it may lose it: code, a query that calls functions, a new type of a column.
 */
export function keepsData(sql: string): boolean {
  const reader = new StatementReader(new TokenList(sql));
  const { word = '' } = reader;
  reader.skip();
  if (ALWAYS.has(word)) return true;
  if (word === 'create') return creationKeeps(reader);
  if (word === 'drop') return dropKeeps(reader);
  if (word === 'alter') return alterationKeeps(reader);
  // Rows that are added take nothing away; `DO UPDATE` overwrites those that were there.
  return word === 'insert' && !wordsOf(reader).some((each) => each === 'do' || each === 'delete' || each === 'update');
}

function creationKeeps(reader: StatementReader): boolean {
  reader.skipAny(new Set(['global', 'local', 'temporary', 'temp', 'unlogged', 'or', 'replace']));
  // Its query can call anything.
  return !(reader.word === 'table' && reader.mayHave(AS) && wordsOf(reader).includes('as'));
}

function dropKeeps(reader: StatementReader): boolean {
  // A materialized view is filled from what stays.
  if (reader.accept('materialized')) return true;
  return WITHOUT_ROWS.has(reader.word ?? '') && !wordsOf(reader).includes('cascade');
}

function alterationKeeps(reader: StatementReader): boolean {
  const what = reader.word ?? '';
  if (ALTERED.has(what)) return true;
  if (what === 'materialized') return true;
  if (what === 'type') return !wordsOf(reader).some((word) => word === 'drop' || word === 'alter');
  if (what === 'sequence') return !wordsOf(reader).some((word) => word === 'restart');
  if (!reader.accept('table')) return false;
  reader.accept('if', 'exists');
  if (reader.relation() === undefined) return false;
  return reader.parts().every(actionKeeps);
}

/** One action of ALTER TABLE. */
function actionKeeps(action: StatementReader): boolean {
  if (action.accept('drop')) return action.word === 'constraint' && !wordsOf(action).includes('cascade');
  if (!action.accept('alter')) return action.word !== undefined;
  if (action.accept('constraint')) return true;
  action.accept('column');
  action.name();
  // A new type converts, and a new expression computes again, what is stored.
  return (
    !action.accept('type') &&
    !action.accept('set', 'data') &&
    !action.accept('set', 'expression') &&
    !action.accept('drop', 'identity')
  );
}

/** Up to the comma that ends an action, or to the end. */
function wordsOf(reader: StatementReader): readonly string[] {
  const words: string[] = [];
  for (const rest = reader.fork(); !rest.atEnd; rest.skip()) {
    if (rest.word !== undefined) words.push(rest.word);
  }
  return words;
}
