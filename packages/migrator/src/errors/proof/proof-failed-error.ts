import { MigratorError } from '../migrator-error.ts';

/**
 * Where a proof failed. `again` is the second upgrade, after the downgrade; `target` compares the result of the upgrade
 * with the schema.
 */
export type ProofPhase = 'upgrade' | 'downgrade' | 'again' | 'target';

/** The place of a revision (or one section of it) in the files. */
export interface ProofPlace {
  readonly revision: string;
  readonly slice: string;
  readonly file: string;
  /** Line (1-based) of the section's marker, or of the statement. */
  readonly line?: number;
}

export interface FailedProof extends ProofPlace {
  readonly phase: ProofPhase;
  /** Whether it was generated and failed before it was written; then there is no file. */
  readonly isUnwritten?: boolean;
}

/** A phase as the subject of a sentence. */
export const PHASES: Readonly<Record<ProofPhase, string>> = {
  upgrade: 'the upgrade',
  downgrade: 'the downgrade',
  again: 'the second upgrade, after the downgrade,',
  target: 'the upgrade',
};

/** The base of the failures of a proof: a revision does not do what it declares. */
export abstract class ProofFailedError<F extends FailedProof = FailedProof> extends MigratorError<F> {
  override readonly outcome = 'found';

  constructor(facts: F, { problem, hint, cause }: { problem: string; hint: string; cause?: unknown }) {
    const { file, line, isUnwritten } = facts;
    const place = line === undefined ? file : `${file}:${line}`;
    super(facts, { message: `${place}: ${isUnwritten === true ? UNWRITTEN : ''}${problem}`, hint, cause });
  }
}

const UNWRITTEN = 'nothing was written, because of what the generated revision does on a scratch database: ';

/** A marker line as it is written in this file. */
export function marker({ file }: ProofPlace, text: string): string {
  return `${file.endsWith('.ts') ? '//' : '--'} migrate:${text}`;
}
