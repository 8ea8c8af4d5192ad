import type { QualifiedName } from '../../sql/names/qualified-name.ts';
import type { Statement } from '../../sql/script/statement.ts';
import { strongerOf, whoWaits } from '../../sql/statement/lock-mode.ts';
import { readStatement } from '../../sql/statement/read-statement.ts';
import type { RelationLock, StatementFacts } from '../../sql/statement/statement-facts.ts';

/** A lock that a statement is known to take on a table that others may be using. */
export interface LockNote {
  /** As written in the statement; as the catalog has it where the statement names an index. */
  readonly table: string;
  /** `all`: nobody else can read or write meanwhile. `writes`: readers go on, writers wait. */
  readonly stops: 'all' | 'writes';
}

/** What is known of the tables of indexes. */
export interface IndexTables {
  /** Of those that the plan itself makes, by `keyOf` their names; grows. */
  readonly made: Map<string, Pick<RelationLock, 'name' | 'written'>>;
  /** Of those that the catalog has. */
  tableOf(index: QualifiedName): Pick<RelationLock, 'name' | 'written'> | undefined;
}

const NO_CATALOG: IndexTables = { made: new Map(), tableOf: () => undefined };

/**
 * The locks that are known from the statements, strongest first for each table; what cannot be told (in functions, DO
 * blocks, dropped foreign keys' other ends) is not among them. Tables that are in `created` (which grows) are new:
 * nobody waits for them.
 */
export function lockNotes(
  statements: readonly Pick<Statement, 'sql'>[],
  created: Set<string>,
  indexes: IndexTables = NO_CATALOG,
): readonly LockNote[] {
  const found = new Map<string, LockNote>();
  for (const { sql } of statements) {
    const facts = readStatement(sql);
    for (const lock of waitedFor(facts)) {
      const stops = whoWaits(lock.indexes === undefined ? lock.mode : strongerOf(lock.mode, lock.indexes));
      const table = lock.on === 'index' ? tableOf(lock.name, indexes) : lock;
      if (stops === undefined || table === undefined || created.has(keyOf(table.name))) continue;
      const key = keyOf(table.name);
      const { table: written, stops: earlier } = found.get(key) ?? { table: table.written, stops };
      found.set(key, { table: written, stops: earlier === 'all' ? earlier : stops });
    }
    remember(facts, created, indexes);
  }
  return [...found.values()];
}

/** The names of the indexes that statements lock without naming the table. */
export function lockedIndexes(statements: readonly Pick<Statement, 'sql'>[]): readonly QualifiedName[] {
  return statements.flatMap(({ sql }) =>
    readStatement(sql)
      .locks.filter(({ on }) => on === 'index')
      .map(({ name }) => name),
  );
}

/** `DETACH … CONCURRENTLY` locks the partition when everybody has stopped using it through its table. */
function waitedFor(facts: StatementFacts): readonly RelationLock[] {
  const { command, locks } = facts;
  if (command !== 'alter' || locks.length < 2) return locks;
  const { kind } = facts;
  return kind.kind === 'detach-partition' && kind.mode === 'concurrently' ? [] : locks;
}

function tableOf(index: QualifiedName, { made, tableOf: inCatalog }: IndexTables) {
  return made.get(keyOf(index)) ?? inCatalog(index);
}

function remember({ makes, renames }: StatementFacts, created: Set<string>, { made }: IndexTables): void {
  if (makes?.table !== undefined) made.set(keyOf(makes.name), makes.table);
  else if (makes !== undefined && !makes.mayExist) created.add(keyOf(makes.name));
  if (renames === undefined || !created.delete(keyOf(renames.from))) return;
  created.add(keyOf({ ...renames.from, name: renames.to }));
}

/**
 * Names with and without a schema are two, for nobody knows here where `search_path` leads: `app.events` is new,
 * `events` perhaps not.
 */
export function keyOf({ schema, name }: QualifiedName): string {
  return JSON.stringify(schema === undefined ? [name] : [schema, name]);
}
