import { type NamedRelation, StatementReader } from '../script/statement-reader.ts';
import type { TokenList } from '../tokens/token-list.ts';
import { alterLocks, createLocks, dropLocks } from './definition-locks.ts';
import { LOCK_MODES, type LockMode, strongerOf } from './lock-mode.ts';
import type { RelationLock } from './statement-facts.ts';

/** See `StatementFacts.locks`. The modes are those of PostgreSQL 18; `statement-locks.db.test.ts` asks servers. */
export function relationLocks(tokens: TokenList): readonly RelationLock[] {
  const reader = new StatementReader(tokens);
  const { word } = reader;
  reader.skip();
  return strongestOfEach(locksOf(word, reader));
}

function locksOf(command: string | undefined, reader: StatementReader): readonly RelationLock[] {
  switch (command) {
    case 'create':
      return createLocks(reader);
    case 'alter':
      return alterLocks(reader);
    case 'drop':
      return dropLocks(reader);
    case 'truncate':
      reader.accept('table');
      return on(reader.relations(), 'ACCESS EXCLUSIVE');
    case 'lock':
      return lockTable(reader);
    case 'insert':
      return reader.accept('into') ? written(reader) : [];
    case 'merge':
      return reader.accept('into') ? written(reader) : [];
    case 'delete':
      return reader.accept('from') ? written(reader) : [];
    case 'update':
      return written(reader);
    case 'copy':
      return copied(reader);
    case 'refresh':
      return refreshed(reader);
    case 'cluster':
      return clustered(reader);
    case 'vacuum':
    case 'analyze':
    case 'analyse':
      return vacuumed(reader, command === 'vacuum');
    case 'reindex':
      return reindexed(reader);
    default:
      return [];
  }
}

export function on(relations: readonly (NamedRelation | undefined)[], mode: LockMode): readonly RelationLock[] {
  return relations.flatMap((relation) => (relation === undefined ? [] : [{ ...relation, mode, on: 'relation' }]));
}

function written(reader: StatementReader): readonly RelationLock[] {
  return on([reader.relation()], 'ROW EXCLUSIVE');
}

function copied(reader: StatementReader): readonly RelationLock[] {
  const table = reader.relation();
  reader.group();
  return reader.accept('from') ? on([table], 'ROW EXCLUSIVE') : [];
}

function lockTable(reader: StatementReader): readonly RelationLock[] {
  reader.accept('table');
  const tables = reader.relations();
  const mode = LOCK_MODES.find((each) => reader.fork().acceptAll(['in', ...each.toLowerCase().split(' '), 'mode']));
  return on(tables, mode ?? 'ACCESS EXCLUSIVE');
}

function refreshed(reader: StatementReader): readonly RelationLock[] {
  if (!reader.accept('materialized', 'view')) return [];
  const mode = reader.accept('concurrently') ? 'EXCLUSIVE' : 'ACCESS EXCLUSIVE';
  return on([reader.relation()], mode);
}

/** `CLUSTER t USING i`, and as it was until version 8.2: `CLUSTER i ON t`. */
function clustered(reader: StatementReader): readonly RelationLock[] {
  reader.group();
  reader.accept('verbose');
  const first = reader.relation();
  return on([reader.accept('on') ? reader.relation() : first], 'ACCESS EXCLUSIVE');
}

const VACUUM_OPTIONS: ReadonlySet<string> = new Set(['freeze', 'verbose', 'analyze', 'analyse']);

function vacuumed(reader: StatementReader, isVacuum: boolean): readonly RelationLock[] {
  const listed = isOn(reader.group(), 'full');
  const full = reader.accept('full') || listed;
  reader.skipAny(VACUUM_OPTIONS);
  return on(reader.relations(), isVacuum && full ? 'ACCESS EXCLUSIVE' : 'SHARE UPDATE EXCLUSIVE');
}

/** Whether an option is in a list, and not switched off there. */
function isOn(options: readonly string[], option: string): boolean {
  const at = options.indexOf(option);
  return at >= 0 && !['false', 'off', '0', "'false'", "'off'"].includes(options[at + 1] ?? '');
}

/** Readers wait, too: planning a query opens all indexes of the table. */
function reindexed(reader: StatementReader): readonly RelationLock[] {
  const listed = isOn(reader.group(), 'concurrently');
  const target = (['index', 'table'] as const).find((each) => reader.accept(each));
  const concurrently = reader.accept('concurrently') || listed;
  const relation = target === undefined ? undefined : reader.relation();
  if (relation === undefined) return [];
  if (concurrently) {
    const what = target === 'index' ? 'index' : 'relation';
    return [{ ...relation, mode: 'SHARE UPDATE EXCLUSIVE', on: what }];
  }
  return target === 'index'
    ? [{ ...relation, mode: 'ACCESS EXCLUSIVE', on: 'index' }]
    : [{ ...relation, mode: 'SHARE', on: 'relation', indexes: 'ACCESS EXCLUSIVE' }];
}

function strongestOfEach(locks: readonly RelationLock[]): readonly RelationLock[] {
  if (locks.length < 2) return locks;
  const found = new Map<string, RelationLock>();
  for (const lock of locks) {
    const key = JSON.stringify([lock.on, lock.name]);
    const earlier = found.get(key);
    found.set(key, earlier === undefined ? lock : { ...earlier, mode: strongerOf(earlier.mode, lock.mode) });
  }
  return [...found.values()];
}
