import type { StatementReader } from '../script/statement-reader.ts';
import type { SessionState, StatementKind } from './statement-kind.ts';

/** `SET x = …`; `SET LOCAL` and `SET CONSTRAINTS` end with the transaction and are plain. */
export function classifySet(reader: StatementReader): StatementKind {
  if (reader.accept('session', 'characteristics')) return sessionState('SET', 'session characteristics');
  if (reader.accept('session', 'authorization')) return sessionState('SET', 'session_authorization');
  const local = reader.accept('local');
  if (!local) reader.accept('session');
  if (reader.accept('transaction')) return { kind: 'transaction-control', command: 'SET TRANSACTION' };
  if (local || reader.accept('constraints')) return { kind: 'plain' };
  return sessionState('SET', settingName(reader));
}

/** `RESET x`, `RESET ALL`, `DISCARD ALL` … */
export function classifyReset(reader: StatementReader, command: 'RESET' | 'DISCARD'): StatementKind {
  return sessionState(command, settingName(reader));
}

/** `set_config(name, value, false)` in a query; with `true` it is local to the transaction. */
export function classifySetConfig(sql: string, reader: StatementReader): StatementKind {
  if (!/set_config/i.test(sql)) return { kind: 'plain' };
  for (; !reader.atEnd; reader.skip()) {
    if (!reader.accept('set_config', '(')) continue;
    const setting = reader.string()?.toLowerCase();
    const last = lastArgument(reader);
    if (last !== 'true') return sessionState('set_config', setting);
  }
  return { kind: 'plain' };
}

/** The text of the last argument's first token, up to the closing parenthesis of the call. */
function lastArgument(reader: StatementReader): string {
  let first = '';
  let expectsArgument = true;
  for (let depth = 1; !reader.atEnd; reader.skip()) {
    const { text } = reader;
    if (text === ')') {
      depth--;
      if (depth === 0) break;
    } else if (text === '(') depth++;
    if (depth === 1 && text === ',') {
      expectsArgument = true;
    } else if (expectsArgument) {
      first = text.toLowerCase();
      expectsArgument = false;
    }
  }
  return first;
}

/** Forms of SQL's own that set an ordinary parameter. */
const SPELLINGS: readonly (readonly [readonly string[], string])[] = [
  [['session', 'authorization'], 'session_authorization'],
  [['time', 'zone'], 'timezone'],
  [['schema'], 'search_path'],
  [['names'], 'client_encoding'],
  [['xml', 'option'], 'xmloption'],
];

function settingName(reader: StatementReader): string | undefined {
  const spelling = SPELLINGS.find(([words]) => reader.acceptAll(words));
  if (spelling !== undefined) return spelling[1];
  const name = reader.qualifiedName();
  if (name === undefined) return undefined;
  return (name.schema === undefined ? name.name : `${name.schema}.${name.name}`).toLowerCase();
}

function sessionState(command: SessionState['command'], setting: string | undefined): SessionState {
  return { kind: 'session-state', command, ...(setting === undefined ? {} : { setting }) };
}
