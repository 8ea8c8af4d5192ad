import { ProofCatalogDiffersError } from '../../errors/proof/proof-result-errors.ts';
import type { Proof, ProofTarget } from '../../ports/proof/proof.ts';
import type { ScratchDatabase } from '../../ports/proof/scratch.ts';
import type { RevisionFile } from '../../revision/revision-file.ts';
import type { ContentKeys } from '../content-keys.ts';
import { RowsRefused } from '../rows/rows-refused.ts';
import type { SeedStyle } from '../rows/seed-style.ts';
import type { SchemaState } from '../schema-state.ts';
import { ReachedFurther } from './reached-further.ts';
import { type RoundTrip, roundTrip, type WhenBare } from './round-trip.ts';
import { rowsFailure, saidBy, sectionFailure } from './section-run.ts';
import type { Subject } from './subject.ts';

const styles: readonly SeedStyle[] = ['varied', 'plain', 'none'];

/**
 * Returns databases at the state below the revision, without rows of ours, and with what was read of them when they
 * were made.
 */
export interface StateBelow {
  withCopy<T>(work: (copy: ScratchDatabase, read?: SchemaState) => Promise<T>): Promise<T>;
}

export interface RevisionProofRequest {
  readonly subject: Subject;
  readonly keys: ContentKeys;
  readonly id: string;
  readonly at: StateBelow;
  readonly target?: ProofTarget | undefined;
  readonly serverVersion: string;
  /** The state of `at`, as an earlier proof found it. */
  readonly known?: SchemaState | undefined;
  /** Rows go into all tables. */
  readonly everywhere?: boolean;
  readonly whenBare?: WhenBare | undefined;
}

export interface RevisionProof {
  readonly proof: Proof;
  /** What the upgrade made, for the next one in line. */
  readonly after: SchemaState;
}

/**
 * Proves one revision on copies of the database: up, down and up again with rows of every kind. Where those rows stop
 * it, with usual rows, and where even those do, with none: an upgrade may demand something of extreme rows (noted), but
 * of usual ones only when its marker says so; a downgrade may demand nothing of any row unless its marker says so.
 *
 * Throws a `ProofFailedError`; what is not the revision's fault is thrown as it is.
 */
export async function proveRevision(request: RevisionProofRequest): Promise<RevisionProof> {
  const { subject, keys, id, serverVersion } = request;
  const { ambient, toolVersion } = subject.tools;
  const began = ambient.now().getTime();
  const file = subject.file(id);
  let upgradeNeeds: string | undefined;
  for (const style of styles) {
    const trip = await tryStyle(request, file, style);
    if (!(trip instanceof RowsRefused)) {
      const proof = {
        revision: id,
        checksum: file.checksum,
        key: keys.proof(id, serverVersion),
        ...trip.shown,
        ...(upgradeNeeds === undefined ? {} : { upgradeNeeds }),
        serverVersion,
        toolVersion,
        durationMs: ambient.now().getTime() - began,
      };
      return { proof, after: trip.after };
    }
    const { phase, error } = trip;
    if (style === 'none') throw sectionFailure(file, phase, error);
    const forgiven =
      phase === 'downgrade'
        ? file.downgrade?.rows !== undefined
        : style === 'varied' || file.upgrade?.rows !== undefined;
    if (!forgiven) {
      const empty = await tryStyle(request, file, 'none');
      throw empty instanceof RowsRefused || phase === 'again'
        ? sectionFailure(file, phase, error)
        : rowsFailure(file, phase, error);
    }
    if (phase !== 'downgrade') upgradeNeeds ??= saidBy(error);
  }
  throw new RangeError('no style of rows is left');
}

async function tryStyle(
  request: RevisionProofRequest,
  file: RevisionFile,
  style: SeedStyle,
): Promise<RoundTrip | RowsRefused> {
  const { subject, id, at, target, known, everywhere, whenBare } = request;
  try {
    return await at.withCopy((database, read) =>
      roundTrip({ subject, id, target, known: read ?? known, database, file, style, everywhere, whenBare }),
    );
  } catch (error) {
    if (error instanceof RowsRefused) return error;
    if (error instanceof ReachedFurther) return await tryStyle({ ...request, everywhere: true }, file, style);
    // An earlier revision that makes other things on a table with rows than on an empty one: what it left there is not
    // what it leaves here.
    if (error instanceof ProofCatalogDiffersError && known !== undefined) {
      return await tryStyle({ ...request, known: undefined }, file, style);
    }
    throw error;
  }
}
