import type { QualifiedName } from '../names/qualified-name.ts';
import { StatementReader } from '../script/statement-reader.ts';
import type { TokenList } from '../tokens/token-list.ts';
import type { MadeRelation, RenamedRelation } from './statement-facts.ts';

const KINDS = [
  [['table'], 'table'],
  [['foreign', 'table'], 'foreign table'],
  [['view'], 'view'],
  [['materialized', 'view'], 'materialized view'],
  [['sequence'], 'sequence'],
] as const;

const MODIFIERS: ReadonlySet<string> = new Set([
  ...['global', 'local', 'temporary', 'temp', 'unlogged', 'unique', 'recursive'],
]);
const TARGET_WORDS: ReadonlySet<string> = new Set(['global', 'local', 'temporary', 'temp', 'unlogged', 'table']);
const INTO = /into/i;
const RENAME = /rename/i;

/** What a CREATE or `SELECT … INTO` makes, when that is a relation. */
export function madeRelation(tokens: TokenList): MadeRelation | undefined {
  const reader = new StatementReader(tokens);
  if (reader.accept('create')) return created(reader);
  if (!reader.mayHave(INTO)) return undefined;
  return reader.word === 'select' || reader.word === 'with' ? selectedInto(reader) : undefined;
}

function created(reader: StatementReader): MadeRelation | undefined {
  const replaces = reader.accept('or', 'replace');
  reader.skipAny(MODIFIERS);
  if (reader.accept('index')) return createdIndex(reader);
  const kind = KINDS.find(([words]) => reader.acceptAll(words));
  if (kind === undefined) return undefined;
  const mayExist = reader.accept('if', 'not', 'exists') || replaces;
  const name = reader.qualifiedName();
  return name === undefined ? undefined : { what: kind[1], name, mayExist };
}

/** An index without a name gets one that nobody can know beforehand. */
function createdIndex(reader: StatementReader): MadeRelation | undefined {
  reader.accept('concurrently');
  const mayExist = reader.accept('if', 'not', 'exists');
  const index = reader.word === 'on' ? undefined : reader.name();
  if (!reader.accept('on')) return undefined;
  const table = reader.relation();
  if (index === undefined || table === undefined) return undefined;
  const { schema } = table.name;
  const name: QualifiedName = schema === undefined ? { name: index } : { schema, name: index };
  return { what: 'index', name, table, mayExist };
}

function selectedInto(reader: StatementReader): MadeRelation | undefined {
  for (; !reader.atEnd; reader.skip()) {
    while (reader.text === '(') reader.group();
    // Of a query after WITH.
    if (reader.accept('insert') || reader.accept('merge')) return undefined;
    if (reader.accept('into')) break;
  }
  reader.skipAny(TARGET_WORDS);
  const name = reader.qualifiedName();
  return name === undefined ? undefined : { what: 'table', name, mayExist: false };
}

/** `ALTER TABLE a RENAME TO b`. */
export function renamedRelation(tokens: TokenList): RenamedRelation | undefined {
  const reader = new StatementReader(tokens);
  if (!reader.mayHave(RENAME) || !reader.accept('alter', 'table')) return undefined;
  reader.accept('if', 'exists');
  const from = reader.relation();
  if (from === undefined || !reader.accept('rename', 'to')) return undefined;
  const to = reader.name();
  return to === undefined ? undefined : { from: from.name, to };
}
