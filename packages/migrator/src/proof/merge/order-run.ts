import type { MigratorError } from '../../errors/migrator-error.ts';
import type { ScratchDatabase, TableShape } from '../../ports.ts';
import type { Catalog } from '../../schema/catalog.ts';
import { fingerprintRows, type RowFingerprints } from '../row-fingerprints.ts';
import { blamesRows, isRevisionFault } from '../section-run.ts';
import type { Subject } from '../subject.ts';

/** What a run leaves in a database. */
export interface RunState {
  readonly catalog: Catalog;
  readonly rows: RowFingerprints;
}

/** How one order of the branches ended. */
export type OrderOutcome =
  | { readonly kind: 'ran'; readonly state: RunState; readonly wayBack: WayBackOutcome }
  /** A leg failed. `first`: it ran on the common ancestors alone, so that no other branch can be to blame. */
  | { readonly kind: 'failed'; readonly leg: number; readonly first: boolean; readonly error: MigratorError };

/** `left out`: a marker says that there is no way back, or that rows may be in its way and they were. */
export type WayBackOutcome =
  | { readonly kind: 'back'; readonly state: RunState }
  | { readonly kind: 'left out' }
  | { readonly kind: 'failed'; readonly error: MigratorError };

export interface OrderRequest {
  readonly subject: Subject;
  /** At the common ancestors, with rows. Stays as it is. */
  readonly database: Pick<ScratchDatabase, 'withCopy'>;
  /** What is applied, one part after the other. */
  readonly legs: readonly (readonly string[])[];
  /** The tables of the common ancestors, whose rows are compared after the way back. */
  readonly tablesBefore: readonly TableShape[];
  /** Whether both branches are taken back down afterwards. */
  readonly wayBack: boolean;
}

/** Applies the legs one after the other on a copy, with the runner of `migrate upgrade`, and takes all of them back as `migrate downgrade` would. */
export async function runOrder({
  subject,
  database,
  legs,
  tablesBefore,
  wayBack,
}: OrderRequest): Promise<OrderOutcome> {
  return await database.withCopy(async (copy) => {
    let applied = 0;
    for (const [leg, ids] of legs.entries()) {
      if (ids.length === 0) continue;
      const error = await faultOf(() => subject.step(copy, ids, 'upgrade'));
      if (error !== undefined) return { kind: 'failed', leg, first: applied === 0 && legs.length > 1, error };
      applied += ids.length;
    }
    const state = { catalog: await copy.readCatalog(), rows: await fingerprintRows(copy, await copy.readTables()) };
    const back: WayBackOutcome = wayBack
      ? await goBack(subject, copy, legs.flat(), tablesBefore)
      : { kind: 'left out' };
    return { kind: 'ran', state, wayBack: back };
  });
}

async function goBack(
  subject: Subject,
  copy: ScratchDatabase,
  ids: readonly string[],
  tables: readonly TableShape[],
): Promise<WayBackOutcome> {
  const sections = ids.map((id) => subject.file(id).downgrade);
  if (sections.some((section) => section?.irreversible !== undefined)) return { kind: 'left out' };
  const error = await faultOf(() => subject.step(copy, ids, 'downgrade'));
  if (error === undefined) {
    return { kind: 'back', state: { catalog: await copy.readCatalog(), rows: await fingerprintRows(copy, tables) } };
  }
  const isSaid = blamesRows(error) && sections.some((section) => section?.rows !== undefined);
  return isSaid ? { kind: 'left out' } : { kind: 'failed', error };
}

/** The error when it is a revision's own fault; any other is thrown. */
async function faultOf(work: () => Promise<void>): Promise<MigratorError | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (isRevisionFault(error)) return error;
    throw error;
  }
}
