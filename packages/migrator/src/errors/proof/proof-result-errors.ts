import { quoteForMessage } from '../files/revision-file-error.ts';
import { byHand, handMadeRepair } from './draft-repair.ts';
import { type FailedProof, marker, PHASES, ProofFailedError, type ProofPhase } from './proof-failed-error.ts';

export interface ProofCatalogDifference extends FailedProof {
  /** As `describeDifference` prints them: `-` was expected, `+` was found. */
  readonly differences: readonly string[];
}

/**
 * The upgrade does not build the schema, or the downgrade does not restore the former schema.
 * @cause A statement is missing from one section, or the schema file was changed after the revision was generated.
 * @repair Correct the section until no difference is left: `-` is missing, `+` is too much.
 */
export class ProofCatalogDiffersError extends ProofFailedError<ProofCatalogDifference> {
  readonly code = 'proof-catalog-differs';
  constructor(facts: ProofCatalogDifference) {
    const { phase, differences } = facts;
    const shown = differences.slice(0, 5).join('\n');
    const more = differences.length > 5 ? `\n… and ${differences.length - 5} more` : '';
    super(facts, {
      problem: `${differs(phase)} (${differences.length === 1 ? 'one difference' : `${differences.length} differences`}):\n${shown}${more}`,
      hint:
        facts.isUnwritten === true
          ? handMadeRepair(facts)
          : phase === 'target'
            ? 'Correct the upgrade until it builds the schema (`+` is too much, `-` is missing), or correct the schema.'
            : 'Correct the downgrade until it undoes every statement of the upgrade (`+` is left over, `-` is missing).',
    });
  }
}

function differs(phase: ProofPhase): string {
  if (phase === 'target') return 'the upgrade does not build the schema';
  return phase === 'downgrade'
    ? 'the downgrade does not restore the former schema'
    : 'the second upgrade, after the downgrade, does not build the same schema';
}

export interface ProofDefaultDifference extends FailedProof {
  readonly defaults: readonly {
    /** `app.orders.state`, without `public.`. */
    readonly column: string;
    /**
     * The value in the schema, and the value read from a row that took the default, printed as JavaScript values, or
     * PostgreSQL's error instead.
     */
    readonly wanted: string;
    readonly stored: string;
  }[];
}

/**
 * A row that takes the default of a column reads back, through Drizzle, as another value than the schema's.
 * @cause The type cannot hold the value as it is (a fraction in an `integer`, a text too long for its column), or Braid
 * wrote a wrong literal.
 * @repair Give the column a default that its type holds as it is, or an expression: `.default(sql`…`)`.
 */
export class ProofDefaultDiffersError extends ProofFailedError<ProofDefaultDifference> {
  readonly code = 'proof-default-differs';
  constructor(facts: ProofDefaultDifference) {
    const lines = facts.defaults.map(
      ({ column, wanted, stored }) =>
        `${quoteForMessage(column, 150)}: the schema says ${quoteForMessage(wanted, 200)}, a new row has ${quoteForMessage(stored, 200)}`,
    );
    super(facts, {
      problem: `the default of a column differs from the schema:\n${lines.join('\n')}`,
      hint: 'Give the column a default that its type holds as it is, or an expression: .default(sql`…`).',
    });
  }
}

export interface ProofRowsDifference extends FailedProof {
  /** `table`, `table.column` … */
  readonly lost: readonly string[];
  /** Rows from before the upgrade, or rows written after it. */
  readonly trip: 'before' | 'after';
}

/**
 * Rows are lost or changed by upgrade and downgrade, and no marker says so.
 * @cause The revision drops or converts a column, and its downgrade does not restore the data.
 * @repair Keep the rows, or name what is lost: `-- migrate:downgrade lossy="…"`.
 */
export class ProofRowsDifferError extends ProofFailedError<ProofRowsDifference> {
  readonly code = 'proof-rows-differ';
  constructor(facts: ProofRowsDifference) {
    const lost = facts.lost.join('; ');
    super(facts, {
      problem:
        facts.trip === 'before'
          ? `after upgrade and downgrade the rows are not what they were: ${lost}`
          : `the downgrade loses what was written after the upgrade: ${lost}`,
      hint:
        facts.isUnwritten === true
          ? `Write the change by hand, so that the rows are kept: ${byHand(facts.slice)}`
          : `Keep them, or name what is lost: ${marker(facts, 'downgrade lossy="…"')}`,
    });
  }
}

export interface ProofSequenceBehind extends FailedProof {
  /** `public.events.id (7, next is 3)`. */
  readonly sequences: readonly string[];
}

/**
 * A sequence is behind the existing rows: the next insert would fail or repeat a number.
 * @cause The section recreates a serial or identity column and does not set its sequence to the highest number in use.
 * @repair Set it in the same section: `select setval('…', (select max(…) from …));`.
 */
export class ProofSequenceBehindError extends ProofFailedError<ProofSequenceBehind> {
  readonly code = 'proof-sequence-behind';
  constructor(facts: ProofSequenceBehind) {
    super(facts, {
      problem: `after ${PHASES[facts.phase]} the next number of a sequence is already in use: ${facts.sequences.join('; ')}`,
      hint:
        facts.isUnwritten === true
          ? `Write the change by hand, and set the sequence in it: ${byHand(facts.slice)}`
          : `Set it in the same section: select setval('…', (select max(…) from …));`,
    });
  }
}

export interface ProofBatchesDifference extends FailedProof {
  /** `table`, `table.column` … */
  readonly differing: readonly string[];
  /** Rows of the first batch. */
  readonly size: number;
}

/**
 * A section in batches changes the rows differently from the same statements in one go.
 * @cause A statement reads or changes rows outside its bounds: it counts, ranks or compares rows of several batches, or
 * has a condition that bypasses `key > :from and key <= :to`. Or code writes outside the transaction of its batch, on a
 * connection of its own.
 * @repair Have the statement read and change rows of its own batch only, in its transaction; or run it in one go,
 * without `batch="…"`.
 */
export class ProofBatchesDifferError extends ProofFailedError<ProofBatchesDifference> {
  readonly code = 'proof-batches-differ';
  constructor(facts: ProofBatchesDifference) {
    const { size, differing } = facts;
    super(facts, {
      problem: `${PHASES[facts.phase]} in batches of ${size === 1 ? 'one row' : `${size} rows`}, stopped, killed and resumed, leaves other rows than in one go: ${differing.join('; ')}`,
      hint: 'Have each statement read and change only rows between its bounds (key > :from and key <= :to), or run it in one go: remove batch="…" from the marker.',
    });
  }
}
