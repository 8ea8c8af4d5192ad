import type { MigratorError } from '../../errors/migrator-error.ts';
import type { UnseededTable } from '../../ports/proof/proof.ts';
import type { ScratchDatabase } from '../../ports/proof/scratch.ts';
import type { RevisionFile } from '../../revision/revision-file.ts';
import { describeDifference } from '../../schema/difference/describe-difference.ts';
import { diffCatalogs } from '../../schema/difference/diff-catalogs.ts';
import type { Catalog } from '../../schema/entity/catalog.ts';
import type { ProofTools } from '../proof-tools.ts';
import { isRevisionFault } from '../round-trip/revision-fault.ts';
import { blamesRows, saidBy } from '../round-trip/section-run.ts';
import { Subject } from '../round-trip/subject.ts';
import { withState } from '../round-trip/with-state.ts';
import { fingerprintRows, lostRows, type RowFingerprints } from '../rows/row-fingerprints.ts';
import type { SeedStyle } from '../rows/seed-style.ts';
import { seedRows } from '../rows/seeding/seed-rows.ts';

/** The results of the revision and of its replacement on databases with the same rows. */
export type SameOutcome =
  | {
      readonly kind: 'same';
      /** Tables into which no row could be inserted, and why. */
      readonly unseeded: readonly UnseededTable[];
      /** Columns that differ between two runs of the same revision; only their number was compared. */
      readonly volatile: readonly string[];
    }
  | { readonly kind: 'differs'; readonly phase: Phase; readonly differences: readonly string[] }
  | { readonly kind: 'failed'; readonly phase: Phase; readonly said: string; readonly file: string }
  /** The revision as it was takes no row of ours. */
  | { readonly kind: 'takes-no-rows'; readonly said: string };

type Phase = 'upgrade' | 'downgrade';

/** Kinds of rows, in the order in which they are tried; a revision may refuse the first ones. */
const STYLES: readonly SeedStyle[] = ['varied', 'plain'];

/**
 * Runs a revision, and the revisions that should replace it, up and down on copies of one database with the same rows,
 * and compares catalogs and rows after each direction. Throws what the runner throws when a revision below fails.
 *
 * @param chain parents first; the last one has the id
 * @param below revisions below that are not written yet
 */
export async function proveSame(
  tools: ProofTools,
  old: RevisionFile,
  chain: readonly RevisionFile[],
  below: readonly RevisionFile[] = [],
): Promise<SameOutcome> {
  const { id } = old.revision;
  const [before, after] = [new Subject(tools, [...below, old]), new Subject(tools, [...below, ...chain])];
  const ids = chain.map(({ revision }) => revision.id);
  const isIrreversible = old.downgrade?.irreversible !== undefined;
  return await withState(before, before.keys(), before.headsBelow(id), async (database) => {
    const tables = await database.readTables();
    let said = '';
    for (const style of STYLES) {
      const outcome = await database.withCopy(async (seeded): Promise<SameOutcome | undefined> => {
        const unseeded = await seedRows(seeded, tables, { style });
        const first = await outcomeOf(before, [id], seeded, isIrreversible);
        if ('error' in first) {
          said = saidBy(first.error);
          if (blamesRows(first.error)) return undefined;
          return { kind: 'failed', phase: first.phase, said, file: old.revision.file };
        }
        const again = await outcomeOf(before, [id], seeded, isIrreversible);
        const other = await outcomeOf(after, ids, seeded, isIrreversible);
        if ('error' in other) {
          const { file = old.revision.file } = other.error.facts;
          return { kind: 'failed', phase: other.phase, said: saidBy(other.error), file };
        }
        return compared(first, 'error' in again ? first : again, other, unseeded);
      });
      if (outcome !== undefined) return outcome;
    }
    return { kind: 'takes-no-rows', said };
  });
}

interface State {
  readonly catalog: Catalog;
  readonly rows: RowFingerprints;
}

interface Ran {
  readonly upgrade: State;
  /** Absent if it is irreversible. */
  readonly downgrade?: State;
}

interface Failed {
  readonly phase: Phase;
  readonly error: MigratorError;
}

async function outcomeOf(
  subject: Subject,
  ids: readonly string[],
  seeded: ScratchDatabase,
  isIrreversible: boolean,
): Promise<Ran | Failed> {
  return await seeded.withCopy(async (copy): Promise<Ran | Failed> => {
    let phase: Phase = 'upgrade';
    try {
      await subject.step(copy, ids, phase);
      const upgrade = await stateOf(copy);
      if (isIrreversible) return { upgrade };
      phase = 'downgrade';
      await subject.step(copy, ids, phase);
      return { upgrade, downgrade: await stateOf(copy) };
    } catch (error) {
      if (!isRevisionFault(error)) throw error;
      return { phase, error };
    }
  });
}

async function stateOf(database: ScratchDatabase): Promise<State> {
  return { catalog: await database.readCatalog(), rows: await fingerprintRows(database, await database.readTables()) };
}

function compared(first: Ran, again: Ran, other: Ran, unseeded: readonly UnseededTable[]): SameOutcome {
  const volatile = new Set<string>();
  for (const phase of ['upgrade', 'downgrade'] as const) {
    const [old, same, now] = [first[phase], again[phase], other[phase]];
    if (old === undefined || same === undefined || now === undefined) continue;
    for (const place of lostRows(old.rows, same.rows)) volatile.add(place);
    const differences = [
      ...diffCatalogs(old.catalog, now.catalog).map(describeDifference),
      ...lostRows(old.rows, now.rows).filter((place) => !volatile.has(place)),
    ];
    if (differences.length > 0) return { kind: 'differs', phase, differences };
  }
  return { kind: 'same', unseeded, volatile: [...volatile] };
}
