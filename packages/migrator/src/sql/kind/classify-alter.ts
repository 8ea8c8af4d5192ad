import type { StatementReader } from '../script/statement-reader.ts';
import { turnsOff } from './classify-object.ts';
import type { StatementKind } from './statement-kind.ts';

const PLAIN: StatementKind = { kind: 'plain' };

/** The forms of `ALTER` that PostgreSQL refuses in a transaction, and those that a crash can leave half done. */
export function classifyAlter(reader: StatementReader): StatementKind {
  if (reader.accept('system')) return { kind: 'runs-alone', command: 'ALTER SYSTEM' };
  if (reader.accept('type')) return alterType(reader);
  if (reader.accept('table')) return alterTable(reader);
  if (reader.accept('database')) {
    reader.name();
    return reader.accept('set', 'tablespace')
      ? { kind: 'runs-alone', command: 'ALTER DATABASE SET TABLESPACE' }
      : PLAIN;
  }
  if (reader.accept('subscription')) return alterSubscription(reader);
  return PLAIN;
}

function alterType(reader: StatementReader): StatementKind {
  const type = reader.qualifiedName();
  if (type === undefined || !reader.accept('add', 'value')) return PLAIN;
  const ifNotExists = reader.accept('if', 'not', 'exists');
  const value = reader.string();
  return value === undefined ? PLAIN : { kind: 'add-enum-value', type, value, ifNotExists };
}

function alterTable(reader: StatementReader): StatementKind {
  reader.accept('if', 'exists');
  reader.accept('only');
  const table = reader.qualifiedName();
  reader.accept('*');
  if (table === undefined || !reader.accept('detach', 'partition')) return PLAIN;
  const partition = reader.qualifiedName();
  if (partition === undefined) return PLAIN;
  if (reader.accept('concurrently')) return { kind: 'detach-partition', mode: 'concurrently', table, partition };
  if (reader.accept('finalize')) return { kind: 'detach-partition', mode: 'finalize', table, partition };
  return PLAIN;
}

/** What refreshes the list of tables talks to the other server; `WITH (refresh = false)` does not. */
function alterSubscription(reader: StatementReader): StatementKind {
  reader.name();
  const action = reader.word;
  reader.skip();
  const refreshes = reader.accept('publication') && (action === 'refresh' || !turnsOff(reader, ['refresh']));
  return refreshes ? { kind: 'runs-alone', command: 'ALTER SUBSCRIPTION with refresh' } : PLAIN;
}
