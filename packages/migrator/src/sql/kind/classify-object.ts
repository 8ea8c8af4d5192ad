import type { StatementReader } from '../script/statement-reader.ts';
import type { ReindexConcurrently, StatementKind } from './statement-kind.ts';

const PLAIN: StatementKind = { kind: 'plain' };

function alone(command: string): StatementKind {
  return { kind: 'runs-alone', command };
}

/** `CREATE INDEX CONCURRENTLY`, `CREATE DATABASE`, `TABLESPACE` and `SUBSCRIPTION`. */
export function classifyCreate(reader: StatementReader): StatementKind {
  if (reader.accept('database')) return alone('CREATE DATABASE');
  if (reader.accept('tablespace')) return alone('CREATE TABLESPACE');
  if (reader.accept('subscription')) {
    // Only the replication slot, made on the other server, cannot be undone.
    return turnsOff(reader, ['create_slot', 'connect']) ? PLAIN : alone('CREATE SUBSCRIPTION');
  }
  reader.accept('unique');
  return reader.accept('index', 'concurrently') ? createIndex(reader) : PLAIN;
}

function createIndex(reader: StatementReader): StatementKind {
  const ifNotExists = reader.accept('if', 'not', 'exists');
  const index = reader.word === 'on' ? undefined : reader.name();
  if (!reader.accept('on')) return alone('CREATE INDEX CONCURRENTLY');
  reader.accept('only');
  const table = reader.qualifiedName();
  if (table === undefined) return alone('CREATE INDEX CONCURRENTLY');
  return { kind: 'create-index-concurrently', ...(index === undefined ? {} : { index }), table, ifNotExists };
}

/** `DROP INDEX CONCURRENTLY`, `DROP DATABASE`, `TABLESPACE` and `SUBSCRIPTION`. */
export function classifyDrop(reader: StatementReader): StatementKind {
  if (reader.accept('database')) return alone('DROP DATABASE');
  if (reader.accept('tablespace')) return alone('DROP TABLESPACE');
  if (reader.accept('subscription')) return alone('DROP SUBSCRIPTION');
  if (!reader.accept('index', 'concurrently')) return PLAIN;
  const ifExists = reader.accept('if', 'exists');
  const index = reader.qualifiedName();
  // PostgreSQL refuses several names here.
  if (index === undefined || reader.accept(',')) return alone('DROP INDEX CONCURRENTLY');
  return { kind: 'drop-index-concurrently', index, ifExists };
}

const REINDEX_TARGETS: readonly ReindexConcurrently['target'][] = ['index', 'table', 'schema', 'database', 'system'];

/** `REINDEX … CONCURRENTLY` in both spellings, and the plain forms that go through many tables. */
export function classifyReindex(reader: StatementReader): StatementKind {
  const options = reader.group();
  const target = REINDEX_TARGETS.find((candidate) => reader.accept(candidate));
  if (target === undefined) return PLAIN;
  const option = options.indexOf('concurrently');
  const turnedOff = ['false', 'off', '0'].includes(options[option + 1] ?? '');
  const concurrently = reader.accept('concurrently') || (option >= 0 && !turnedOff);
  if (!concurrently) return target === 'index' || target === 'table' ? PLAIN : alone(`REINDEX ${target.toUpperCase()}`);
  const name = reader.qualifiedName();
  return { kind: 'reindex-concurrently', target, ...(name === undefined ? {} : { name }) };
}

/** `CLUSTER` without a table goes through all tables, each in its own transaction. */
export function classifyCluster(reader: StatementReader): StatementKind {
  reader.group();
  reader.accept('verbose');
  return reader.atEnd ? alone('CLUSTER') : PLAIN;
}

/** Whether one of these options of a `WITH (…)` list is switched off. */
export function turnsOff(reader: StatementReader, options: readonly string[]): boolean {
  for (; !reader.atEnd; reader.skip()) {
    if (!options.some((option) => reader.accept(option, '='))) continue;
    if (['false', 'off', '0'].includes(reader.text.replaceAll("'", '').toLowerCase())) return true;
  }
  return false;
}
