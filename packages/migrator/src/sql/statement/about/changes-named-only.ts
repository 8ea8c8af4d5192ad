import { StatementReader } from '../../script/statement-reader.ts';
import { TokenList } from '../../tokens/token-list.ts';

/** With one of these anything may be computed, or the statement reaches for tables that it does not name. */
const REACHING: ReadonlySet<string> = new Set([
  ...['select', 'execute', 'insert', 'call', 'do', 'inherit', 'inherits', 'attach', 'detach', 'trigger', 'rule', 'all'],
]);
const ACTIONS: ReadonlySet<string> = new Set(['add', 'alter', 'drop', 'rename', 'validate']);
const DROPPED: ReadonlySet<string> = new Set(['table', 'index', 'type', 'sequence', 'schema']);
const MODIFIERS: ReadonlySet<string> = new Set(['unlogged', 'unique']);

/**
 * Whether a statement leaves the rows of every table as they are but of those whose name, or a type of whose columns,
 * it says. Only of statements that define tables, indexes and types this is known; of all others it is not said. A
 * function that it names may do anything.
 */
export function changesNamedOnly(sql: string): boolean {
  const reader = new StatementReader(new TokenList(sql));
  const words = wordsOf(reader);
  if (words.some((word) => REACHING.has(word)) || cascades(words)) return false;
  switch (reader.word) {
    case 'comment':
      return true;
    case 'create':
      reader.skip();
      return creates(reader, words);
    case 'alter':
      reader.skip();
      return alters(reader);
    case 'drop':
      reader.skip();
      return DROPPED.has(reader.word ?? '');
    default:
      return false;
  }
}

/** `ON DELETE CASCADE` only says what will be done. */
function cascades(words: readonly string[]): boolean {
  return words.some((word, at) => word === 'cascade' && !['delete', 'update'].includes(words[at - 1] ?? ''));
}

function creates(reader: StatementReader, words: readonly string[]): boolean {
  reader.skipAny(MODIFIERS);
  switch (reader.word) {
    case 'index':
    case 'sequence':
      return true;
    case 'type':
      return words.includes('enum');
    case 'schema':
      return words.lastIndexOf('create') === 0;
    case 'table':
      // `GENERATED … AS` is followed by an expression or IDENTITY, every other AS by a query.
      return words.every((word, at) => word !== 'as' || ['always', 'default'].includes(words[at - 1] ?? ''));
    default:
      return false;
  }
}

function alters(reader: StatementReader): boolean {
  if (reader.accept('type')) {
    reader.qualifiedName();
    return reader.accept('add', 'value') || reader.accept('rename');
  }
  if (reader.accept('index')) {
    reader.accept('if', 'exists');
    reader.qualifiedName();
    return reader.accept('rename');
  }
  if (!reader.accept('table')) return false;
  reader.accept('if', 'exists');
  if (reader.relation() === undefined) return false;
  const actions = reader.parts();
  return actions.length > 0 && actions.every(({ word = '' }) => ACTIONS.has(word));
}

function wordsOf(reader: StatementReader): readonly string[] {
  const words: string[] = [];
  for (const rest = reader.fork(); !rest.atEnd; rest.skip()) {
    if (rest.word !== undefined) words.push(rest.word);
  }
  return words;
}
