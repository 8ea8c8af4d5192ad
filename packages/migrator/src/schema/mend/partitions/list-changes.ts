import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import { type DraftStatement, qualifiedName } from '../../change/draft-statement.ts';
import { partitionName } from '../../partitioning/partition-name.ts';
import type { ListPartition, ListPartitioning, RangePartitioning } from '../../partitioning/partitioning.ts';
import { valuesIn } from './partition-sql.ts';

type Listed = Pick<ListPartitioning, 'table' | 'columns' | 'partitions' | 'hasDefault'>;

/** The individually declared partitions of a list or a range; of a range, only the default one. */
export function listed(partitioning: ListPartitioning | RangePartitioning): Listed {
  const { table, columns, hasDefault } = partitioning;
  return { table, columns, hasDefault, partitions: partitioning.by === 'list' ? partitioning.partitions : [] };
}

/**
 * The statements that change the partitions of a list. Rows move between tables that are detached meanwhile, so no
 * trigger fires, and a row that no partition accepts is an error of PostgreSQL, not a loss.
 *
 * @param columns the writable columns of the table
 */
export function listChanges(before: Listed, after: Listed, columns: readonly string[]): readonly DraftStatement[] {
  const moves = new Moves(after, columns);
  const stays = (each: ListPartition, others: readonly ListPartition[]): boolean =>
    others.some((other) => other.name === each.name && sameValues(other, each));
  const gone = before.partitions.filter((each) => !stays(each, after.partitions));
  const made = after.partitions.filter((each) => !stays(each, before.partitions));
  const takesDefault = before.hasDefault && (made.length > 0 || gone.length > 0 || !after.hasDefault);
  if (gone.length === 0 && !takesDefault) {
    const fresh = after.hasDefault && !before.hasDefault ? [moves.partitionOf('default', 'DEFAULT')] : [];
    return [...made.map((each) => moves.partitionOf(each.name, valuesIn(each))), ...fresh].map((sql) => ({ sql }));
  }
  const sources = gone.map((each) => ({ each, from: moves.source(each.name, made) }));
  const values = gone.flatMap((each) => each.values);
  const left = values.filter((value) => !made.some((each) => each.values.includes(value)));
  const makesDefault = after.hasDefault && !before.hasDefault;
  const statements = [
    ...gone.map(({ name }) => moves.detach(name)),
    ...(takesDefault ? [moves.detach('default')] : []),
    ...sources.flatMap(({ from }) => from.prepare),
    ...made.map(({ name }) => moves.like(name)),
    ...(makesDefault ? [moves.like('default')] : []),
    ...sources.flatMap(({ each, from }) =>
      made
        .filter((to) => to.values.some((value) => each.values.includes(value)))
        .map((to) => moves.move(from.name, to)),
    ),
    ...(takesDefault ? made.map((to) => moves.move(moves.name('default'), to)) : []),
    ...(after.hasDefault && left.length > 0
      ? sources.map(({ from }) => moves.copy(from.name, moves.name('default')))
      : []),
    ...made.map((each) => moves.attach(each.name, valuesIn(each))),
    ...(after.hasDefault && (takesDefault || makesDefault) ? [moves.attach('default', 'DEFAULT')] : []),
    // Without a default partition, PostgreSQL refuses remaining rows, and nothing changes.
    ...(!after.hasDefault
      ? [
          ...sources
            .filter(({ each }) => each.values.some((value) => left.includes(value)))
            .map(({ from }) => from.name),
          ...(takesDefault ? [moves.name('default')] : []),
        ].map((from) => moves.copy(from, before.table.name))
      : []),
    ...sources.map(({ from }) => moves.drop(from.name)),
    ...(takesDefault && !after.hasDefault ? [moves.drop(moves.name('default'))] : []),
  ];
  const [first = '', ...rest] = statements;
  const comment = [`Rows move to the partitions that take them, while ${after.table.path} is locked.`];
  return [{ sql: first, comment }, ...rest.map((sql) => ({ sql }))];
}

/** Values whose rows no partition accepts after the change; empty if there is a default partition. */
export function homelessValues(before: Listed, after: Listed): readonly string[] {
  if (after.hasDefault) return [];
  const taken = new Set(after.partitions.flatMap(({ values }) => values));
  return before.partitions.flatMap(({ values }) => values).filter((value) => !taken.has(value));
}

function sameValues(a: ListPartition, b: ListPartition): boolean {
  return [...a.values].sort().join() === [...b.values].sort().join();
}

class Moves {
  readonly #after: Listed;
  readonly #columns: string;

  constructor(after: Listed, columns: readonly string[]) {
    this.#after = after;
    this.#columns = columns.map(quoteIdentifier).join(', ');
  }

  /** The name of the table of a partition, without its schema. */
  name(partition: string): string {
    return partitionName(this.#after.table.name, partition);
  }

  partitionOf(partition: string, bound: string): string {
    return `CREATE TABLE ${this.#sql(this.name(partition))} PARTITION OF ${this.#table} ${bound}`;
  }

  detach(partition: string): string {
    return `ALTER TABLE ${this.#table} DETACH PARTITION ${this.#sql(this.name(partition))}`;
  }

  attach(partition: string, bound: string): string {
    return `ALTER TABLE ${this.#table} ATTACH PARTITION ${this.#sql(this.name(partition))} ${bound}`;
  }

  /** Creates a table that can become a partition; attaching it adds keys, indexes and triggers. */
  like(partition: string): string {
    return `CREATE TABLE ${this.#sql(this.name(partition))} (LIKE ${this.#table} INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS INCLUDING STORAGE)`;
  }

  /** A temporary place for the rows of a removed partition, whose name and index names a new one may need. */
  source(
    partition: string,
    made: readonly ListPartition[],
  ): { readonly name: string; readonly prepare: readonly string[] } {
    const name = this.name(partition);
    if (!made.some((each) => each.name === partition)) return { name, prepare: [] };
    const moving = `${name}_moving`;
    return {
      name: moving,
      prepare: [
        `CREATE TABLE ${this.#sql(moving)} AS SELECT ${this.#columns} FROM ${this.#sql(name)}`,
        this.drop(name),
      ],
    };
  }

  move(from: string, to: ListPartition): string {
    const target = this.#sql(this.name(to.name));
    return `WITH moved AS (DELETE FROM ${this.#sql(from)} WHERE ${this.#takes(to)} RETURNING ${this.#columns}) INSERT INTO ${target} (${this.#columns}) OVERRIDING SYSTEM VALUE SELECT ${this.#columns} FROM moved`;
  }

  copy(from: string, to: string): string {
    return `INSERT INTO ${this.#sql(to)} (${this.#columns}) OVERRIDING SYSTEM VALUE SELECT ${this.#columns} FROM ${this.#sql(from)}`;
  }

  drop(table: string): string {
    return `DROP TABLE ${this.#sql(table)}`;
  }

  #takes({ values }: ListPartition): string {
    const [column = ''] = this.#after.columns;
    const key = quoteIdentifier(column);
    const said = values.filter((value) => value !== 'NULL');
    return [
      ...(said.length === 0 ? [] : [`${key} IN (${said.join(', ')})`]),
      ...(said.length === values.length ? [] : [`${key} IS NULL`]),
    ].join(' OR ');
  }

  get #table(): string {
    return this.#sql(this.#after.table.name);
  }

  #sql(name: string): string {
    return qualifiedName(this.#after.table.schema, name);
  }
}
