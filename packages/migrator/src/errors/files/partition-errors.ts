import { type ErrorPlace, quoteForMessage, RevisionFileError } from './revision-file-error.ts';

export interface PartitionSyntax extends ErrorPlace {
  /** The comment. */
  readonly declaration: string;
  /** What is wrong with it, as words that follow it. */
  readonly reason: string;
}

/**
 * A comment in `sql/` that declares how a table is partitioned cannot be read.
 * @cause A word is missing or misspelt, a value is not quoted, or the comment was not meant as a declaration.
 * @repair Write it as docs/partitions.md says, or begin the comment with another word.
 */
export class PartitionSyntaxError extends RevisionFileError<PartitionSyntax> {
  readonly code = 'partition-syntax';
  constructor(facts: PartitionSyntax) {
    super(facts, {
      problem: `${quoteForMessage(facts.declaration, 80)} ${quoteForMessage(facts.reason, 200).slice(1, -1)}`,
      hint: "Write it like one of these: -- partition: orders by list (broker) values a ('a'), default · -- partition: events by range (ts) every month ahead 12 · -- hypertable: bars by ts, chunk 7d. If it is not a declaration, begin the comment with another word.",
    });
  }
}

export interface PartitionUnfit extends ErrorPlace {
  /** `orders`, `app.orders`. */
  readonly table: string;
  /** Why it cannot be partitioned, as words that follow its name. */
  readonly reason: string;
  readonly repair: string;
}

/**
 * A table cannot be partitioned as a comment in `sql/` declares.
 * @cause Its primary key or a unique index does not contain the partition key, a foreign key refers to other columns,
 * or the table or column is not in the schema file of the slice.
 * @repair Change the schema file as the message says: the primary key of a partitioned table must contain the partition
 * key.
 */
export class PartitionUnfitError extends RevisionFileError<PartitionUnfit> {
  readonly code = 'partition-unfit';
  constructor(facts: PartitionUnfit) {
    const reason = quoteForMessage(facts.reason, 400).slice(1, -1);
    super(facts, { problem: `${facts.table} cannot be partitioned like this: it ${reason}`, hint: facts.repair });
  }
}

export interface PartitionMadeAhead extends ErrorPlace {
  /** The partition that the statement makes. */
  readonly partition: string;
  readonly table: string;
}

/**
 * A revision creates a partition that `migrate partitions ensure` may already have created.
 * @cause The table is declared as partitioned by time, so its partitions are created ahead of time, outside revisions.
 * @repair Delete the statement; `migrate partitions ensure` creates the partition, or one with another end.
 */
export class PartitionMadeAheadError extends RevisionFileError<PartitionMadeAhead> {
  readonly code = 'partition-made-ahead';
  constructor(facts: PartitionMadeAhead) {
    const { partition, table } = facts;
    super(facts, {
      problem: `${partition} is a partition by time of ${table}, and such partitions are created ahead, outside revisions: it may already exist`,
      hint: `Delete the statement. The declaration of ${table} in sql/ sets how far ahead its partitions are created.`,
    });
  }
}
