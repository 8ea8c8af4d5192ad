import { afterFailure } from '../run/after-failure.ts';
import { type Facts, UntypedError } from '../untyped-error.ts';

/** Where a proof failed. `again` is the second upgrade, after the way back. */
export type ProofPhase = 'upgrade' | 'downgrade' | 'again' | 'target';

/** The place of a revision (or one section of it) in the files. */
export interface ProofPlace {
  readonly revision: string;
  readonly slice: string;
  readonly file: string;
  /** Line (1-based) of the section's marker, or of the statement. */
  readonly line?: number;
}

const at = ({ file, line }: ProofPlace): string => (line === undefined ? file : `${file}:${line}`);

/** A marker line as it is written in this file. */
const marker = ({ file }: ProofPlace, text: string): string => `${file.endsWith('.ts') ? '//' : '--'} migrate:${text}`;

const phases: Readonly<Record<ProofPhase, string>> = {
  upgrade: 'the upgrade',
  downgrade: 'the downgrade',
  again: 'the second upgrade, after the downgrade,',
  target: 'the upgrade',
};

/** A revision does not do what it says. Exit code 3. Facts: revision, slice, file, line, phase. */
export abstract class ProofFailedError extends UntypedError {
  override readonly outcome = 'found';

  constructor(place: ProofPlace, phase: ProofPhase, message: string, facts: Facts, hint: string, cause?: unknown) {
    super(`${at(place)}: ${message}`, { facts: { ...place, phase, ...facts }, hint, cause });
  }
}

/** A statement (or a data revision's code) failed. Further facts: what the runner knows of it (statement, sqlState, detail, serverHint …). */
export class ProofStatementFailedError extends ProofFailedError {
  readonly code = 'proof-statement-failed';

  constructor(place: ProofPlace, phase: ProofPhase, said: string, facts: Facts, hint: string, cause?: unknown) {
    super(place, phase, `${phases[phase]} fails: ${said}`, facts, hint, cause);
  }

  override textFor(): string {
    return afterFailure(this.message, this.facts);
  }
}

/** Rows that the tables may hold make a section fail, and its marker does not say so. Further facts as for a failed statement. */
export class ProofNeedsRowsError extends ProofFailedError {
  readonly code = 'proof-rows-refused';

  constructor(place: ProofPlace, phase: 'upgrade' | 'downgrade', said: string, facts: Facts, cause?: unknown) {
    const says = marker(place, `${phase} rows="which rows make it fail"`);
    super(
      place,
      phase,
      `${phases[phase]} fails on rows that the tables may hold: ${said}`,
      facts,
      phase === 'upgrade'
        ? `Make it work on tables with rows (add the column nullable, fill it, then SET NOT NULL); or say what it demands of them: ${says}`
        : `Convert those rows in the downgrade (and say what is lost with lossy="…"); or say which rows are in its way: ${says}`,
      cause,
    );
  }

  override textFor(): string {
    return afterFailure(this.message, this.facts);
  }
}

/** The catalog is not what it must be. Further facts: differences (texts as `describeDifference` prints them: `-` was expected, `+` was found). */
export class ProofCatalogDiffersError extends ProofFailedError {
  readonly code = 'proof-catalog-differs';
  readonly differences: readonly string[];

  constructor(place: ProofPlace, phase: ProofPhase, differences: readonly string[]) {
    const what =
      phase === 'target'
        ? 'the upgrade does not lead to the schema'
        : phase === 'downgrade'
          ? 'the downgrade does not bring the former schema back'
          : 'the second upgrade, after the downgrade, does not lead to the same schema';
    const shown = differences.slice(0, 5).join('\n');
    const more = differences.length > 5 ? `\n… and ${differences.length - 5} more` : '';
    super(
      place,
      phase,
      `${what} (${differences.length === 1 ? 'one difference' : `${differences.length} differences`}):\n${shown}${more}`,
      { differences },
      phase === 'target'
        ? 'Correct the upgrade until it makes what the schema says (`+` is what it makes too much, `-` what it lacks), or correct the schema.'
        : 'Correct the downgrade until it undoes every statement of the upgrade (`+` is what it leaves or makes too much, `-` what it lacks).',
    );
    this.differences = differences;
  }
}

/** Rows are lost or changed, and no marker says so. Further facts: lost (`table`, `table.column` …). */
export class ProofRowsDifferError extends ProofFailedError {
  readonly code = 'proof-rows-differ';

  constructor(place: ProofPlace, phase: ProofPhase, lost: readonly string[], trip: 'before' | 'after') {
    super(
      place,
      phase,
      trip === 'before'
        ? `after upgrade and downgrade the rows are not what they were: ${lost.join('; ')}`
        : `the downgrade loses what was written after the upgrade: ${lost.join('; ')}`,
      { lost },
      `Keep them; or say in words what is lost: ${marker(place, 'downgrade lossy="…"')}`,
    );
  }
}

/** A sequence no longer continues after the rows that are there: the next insert would fail or repeat a number. Further facts: sequences. */
export class ProofSequenceBehindError extends ProofFailedError {
  readonly code = 'proof-sequence-behind';

  constructor(place: ProofPlace, phase: ProofPhase, sequences: readonly string[]) {
    super(
      place,
      phase,
      `after ${phases[phase]} the next number of a sequence is in use already: ${sequences.join('; ')}`,
      { sequences },
      `Move it on in the same section: select setval('…', (select max(…) from …));`,
    );
  }
}
