import { StatementReader } from '../script/statement-reader.ts';
import { TokenList } from '../tokens/token-list.ts';
import { classifyAlter } from './classify-alter.ts';
import { classifyCluster, classifyCreate, classifyDrop, classifyReindex } from './classify-object.ts';
import { classifyReset, classifySet, classifySetConfig } from './classify-session.ts';
import type { StatementKind } from './statement-kind.ts';

const PLAIN: StatementKind = { kind: 'plain' };

/**
 * What a statement is, from its keywords. `sql` is one statement as the splitter returns it; one that cannot be read is
 * plain.
 */
export function statementKind(sql: string): StatementKind {
  return classifyStatement(new TokenList(sql));
}

/** Looks at the leading keyword and lets its own classifier read on; see `statementKind`. */
export function classifyStatement(tokens: TokenList): StatementKind {
  const reader = new StatementReader(tokens);
  const { word } = reader;
  reader.skip();
  switch (word) {
    case 'begin':
    case 'end':
    case 'abort':
    case 'commit':
    case 'rollback':
    case 'savepoint':
    case 'release':
      return transactionControl(word, reader);
    case 'start':
    case 'prepare':
      return reader.word === 'transaction' ? transactionControl(word, reader) : PLAIN;
    case 'set':
      return classifySet(reader);
    case 'reset':
      return classifyReset(reader, 'RESET');
    case 'discard':
      return classifyReset(reader, 'DISCARD');
    case 'select':
    case 'with':
    case 'values':
      return classifySetConfig(tokens.sql, reader);
    case 'create':
      return classifyCreate(reader);
    case 'drop':
      return classifyDrop(reader);
    case 'alter':
      return classifyAlter(reader);
    case 'reindex':
      return classifyReindex(reader);
    case 'cluster':
      return classifyCluster(reader);
    case 'vacuum':
      return { kind: 'runs-alone', command: 'VACUUM' };
    default:
      return PLAIN;
  }
}

function transactionControl(word: string, reader: StatementReader): StatementKind {
  const second = ['transaction', 'prepared', 'to'].find((candidate) => candidate === reader.word);
  const command = word === 'begin' || second === undefined ? word : `${word} ${second}`;
  return { kind: 'transaction-control', command: command.toUpperCase() };
}
