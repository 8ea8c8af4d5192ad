import type { QualifiedName } from '../../sql/names/qualified-name.ts';
import type { Statement } from '../../sql/script/statement.ts';
import { strongerOf, whoWaits } from '../../sql/statement/lock-mode.ts';
import { readStatement } from '../../sql/statement/read-statement.ts';
import type { RelationLock, StatementFacts } from '../../sql/statement/statement-facts.ts';

/** A lock that a statement is known to take on a table that others may be using. */
export interface LockNote {
  /** As written in the statement; as the catalog has it where the statement names an index. */
  readonly table: string;
  /** `all`: nobody else can read or write meanwhile. `writes`: readers continue, writers wait. */
  readonly stops: 'all' | 'writes';
}

/** What is known of the tables of indexes. */
export interface IndexTables {
  /** Of those that the plan itself makes, by `keyOf` their names; grows. */
  readonly made: Map<string, Pick<RelationLock, 'name' | 'written'>>;
  /** Of those that the catalog has. */
  tableOf(index: QualifiedName): Pick<RelationLock, 'name' | 'written'> | undefined;
}

/** What a statement does to the locks of a plan. */
export interface LockFacts extends Pick<StatementFacts, 'makes' | 'renames'> {
  readonly locks: readonly RelationLock[];
}

/** Read once, for a plan looks at them twice. */
export function lockFacts({ sql }: Pick<Statement, 'sql'>): LockFacts {
  const facts = readStatement(sql);
  const { locks, makes, renames } = facts;
  // DETACH … CONCURRENTLY locks the partition when everybody has stopped using it through its table.
  const detaches = locks.length > 1 && facts.kind.kind === 'detach-partition' && facts.kind.mode === 'concurrently';
  return { locks: detaches ? [] : locks, makes, renames };
}

/**
 * The locks that are known from the statements, strongest first for each table; what cannot be told (in functions, DO
 * blocks, dropped foreign keys' other ends) is not among them. Tables that are in `created` (which grows) are new:
 * nobody waits for them.
 */
export function lockNotes(
  statements: readonly Pick<Statement, 'sql'>[],
  created: Set<string>,
  indexes: IndexTables = { made: new Map(), tableOf: () => undefined },
): readonly LockNote[] {
  return notesOf(statements.map(lockFacts), created, indexes);
}

/** The same for statements that were read already. */
export function notesOf(
  statements: readonly LockFacts[],
  created: Set<string>,
  indexes: IndexTables,
): readonly LockNote[] {
  const found = new Map<string, LockNote>();
  for (const facts of statements) {
    for (const lock of facts.locks) {
      const stops = whoWaits(lock.indexes === undefined ? lock.mode : strongerOf(lock.mode, lock.indexes));
      const table = stops === undefined ? undefined : lock.on === 'index' ? tableOf(lock.name, indexes) : lock;
      if (stops === undefined || table === undefined) continue;
      const key = keyOf(table.name);
      if (created.has(key)) continue;
      const { table: written, stops: earlier } = found.get(key) ?? { table: table.written, stops };
      found.set(key, { table: written, stops: earlier === 'all' ? earlier : stops });
    }
    remember(facts, created, indexes);
  }
  return [...found.values()];
}

/** The names of the indexes that statements lock without naming the table. */
export function lockedIndexes(statements: readonly LockFacts[]): readonly QualifiedName[] {
  return statements.flatMap(({ locks }) => locks.filter(({ on }) => on === 'index').map(({ name }) => name));
}

function tableOf(index: QualifiedName, { made, tableOf: inCatalog }: IndexTables) {
  return made.get(keyOf(index)) ?? inCatalog(index);
}

function remember({ makes, renames }: LockFacts, created: Set<string>, { made }: IndexTables): void {
  if (makes?.table !== undefined) made.set(keyOf(makes.name), makes.table);
  else if (makes !== undefined && !makes.mayExist) created.add(keyOf(makes.name));
  if (renames === undefined || !created.delete(keyOf(renames.from))) return;
  created.add(keyOf({ ...renames.from, name: renames.to }));
}

/**
 * Names with and without a schema are two, because it is not known here where `search_path` leads: `app.events` is new,
 * `events` perhaps not.
 */
export function keyOf({ schema, name }: QualifiedName): string {
  return schema === undefined ? `.${name}` : JSON.stringify([schema, name]);
}
