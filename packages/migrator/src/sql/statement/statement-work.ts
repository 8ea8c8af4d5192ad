import { StatementReader } from '../script/statement-reader.ts';
import type { TokenList } from '../tokens/token-list.ts';
import type { StatementWork } from './statement-facts.ts';

const BRIEF: StatementWork = { kind: 'brief' };
const OPEN: StatementWork = { kind: 'open' };

const MODIFIERS: ReadonlySet<string> = new Set(['global', 'local', 'temporary', 'temp', 'unlogged', 'unique']);
const AS = /\bas\b/i;

/** Commands that touch the catalog or the session alone. */
const ALWAYS_BRIEF = ['drop', 'comment', 'grant', 'revoke', 'set', 'reset', 'discard', 'listen', 'unlisten', 'notify'];
/** Of `ALTER`. */
const ALTERED_BRIEFLY =
  /^(?:type|function|procedure|routine|aggregate|sequence|view|policy|schema|default|trigger|role|user|group)$/;

/** See `StatementFacts.work`. */
export function statementWork(tokens: TokenList): StatementWork {
  const reader = new StatementReader(tokens);
  const { word = '' } = reader;
  reader.skip();
  if (ALWAYS_BRIEF.includes(word)) return BRIEF;
  if (word === 'create') return creation(reader);
  if (word === 'alter') return alteration(reader);
  return word === 'insert' && reader.accept('into') ? growing(reader) : OPEN;
}

function growing(reader: StatementReader): StatementWork {
  const relation = reader.relation();
  return relation === undefined ? OPEN : { kind: 'grows', with: relation.name };
}

function creation(reader: StatementReader): StatementWork {
  reader.skipAny(MODIFIERS);
  if (reader.accept('index')) return reader.skipPast('on') ? growing(reader) : OPEN;
  if (reader.accept('materialized')) return OPEN;
  // Its query fills it.
  return reader.accept('table') && reader.mayHave(AS) && reader.skipPast('as') ? OPEN : BRIEF;
}

function alteration(reader: StatementReader): StatementWork {
  if (ALTERED_BRIEFLY.test(reader.word ?? '')) return BRIEF;
  if (!reader.accept('table')) return OPEN;
  reader.accept('if', 'exists');
  const table = reader.relation();
  if (table === undefined) return OPEN;
  return reader.parts().every(isBrief) ? BRIEF : { kind: 'grows', with: table.name };
}

const CONSTRAINTS = ['constraint', 'primary', 'unique', 'check', 'foreign', 'exclude'];
/** A new column with one of them is filled or checked row by row. */
const FILLED = /^(?:default|generated|(?:small|big)?serial\d*|identity|references|check|unique|primary|constraint)$/;

/** One action of ALTER TABLE that touches the catalog alone, whatever the size of the table. */
function isBrief(action: StatementReader): boolean {
  if (['drop', 'rename', 'owner', 'enable', 'disable'].includes(action.word ?? '')) return true;
  if (action.accept('add')) {
    action.accept('column');
    return !CONSTRAINTS.includes(action.word ?? '') && !wordsOf(action).some((word) => FILLED.test(word));
  }
  if (!action.accept('alter')) return false;
  action.accept('column');
  action.skip();
  return action.accept('drop') || action.accept('set', 'default');
}

/** Up to the comma that ends the action. */
function wordsOf(action: StatementReader): readonly string[] {
  const words: string[] = [];
  for (; !action.atEnd && action.text !== ','; action.skip()) {
    while (action.text === '(') words.push(...action.group());
    if (action.word !== undefined) words.push(action.word);
  }
  return words;
}
