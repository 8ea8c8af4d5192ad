import type { MigratorError } from '../../../errors/migrator-error.ts';
import type { Place } from '../../../execute/runner-event.ts';
import type { ScratchDatabase } from '../../../ports/proof/scratch.ts';
import type { TableShape } from '../../../ports/proof/table-shape.ts';
import type { Direction } from '../../../revision/revision.ts';
import type { Catalog } from '../../../schema/entity/catalog.ts';
import { isRevisionFault } from '../../round-trip/revision-fault.ts';
import { blamesRows } from '../../round-trip/section-run.ts';
import type { Subject } from '../../round-trip/subject.ts';
import { fingerprintRows, type RowFingerprints } from '../../rows/row-fingerprints.ts';
import { tableLabel } from '../../rows/sql-value.ts';
import type { RowTexts } from '../compare/compare-rows.ts';
import { readRows } from '../compare/read-rows.ts';

/** What a run leaves in a database. */
export interface RunState {
  readonly catalog: Catalog;
  readonly rows: RowFingerprints;
}

/** How one order of the branches ended. */
export type OrderOutcome =
  | {
      readonly kind: 'ran';
      readonly state: RunState;
      readonly wayBack: DowngradeOutcome;
      /** The rows of the tables that were asked for. */
      readonly rows: RowTexts;
    }
  /**
   * `part`: a branch that ran on the common ancestors alone, so that no other branch can be to blame; a branch; or the
   * merge's own statements.
   */
  | { readonly kind: 'failed'; readonly part: 'first' | 'later' | 'merge'; readonly error: MigratorError };

/** `left out`: a marker says that it is irreversible, or that rows may be in its way and they were. */
export type DowngradeOutcome =
  | { readonly kind: 'back'; readonly state: RunState }
  | { readonly kind: 'left out' }
  | { readonly kind: 'failed'; readonly error: MigratorError };

export interface OrderRequest {
  readonly subject: Subject;
  /** At the common ancestors, with rows. Stays as it is. */
  readonly database: Pick<ScratchDatabase, 'withCopy'>;
  /** What is applied, one part after the other. */
  readonly legs: readonly (readonly string[])[];
  /** The merge itself, where it has statements of its own: applied last, and reverted first. */
  readonly merge?: string | undefined;
  /** The tables of the common ancestors, whose rows are compared after the downgrade. */
  readonly tablesBefore: readonly TableShape[];
  /** Whether both branches are reverted down afterwards. */
  readonly wayBack: boolean;
  /** Tables (`schema.table`) whose rows are read at the end of the way up. */
  readonly rowsOf?: ReadonlySet<string> | undefined;
  readonly onRevision?: ((place: Place) => void) | undefined;
}

/**
 * Applies the legs one after the other on a copy, with the runner of `migrate upgrade`, and takes all of them back as
 * `migrate downgrade` would.
 */
export async function runOrder(request: OrderRequest): Promise<OrderOutcome> {
  const { database, legs, merge, tablesBefore, wayBack, rowsOf } = request;
  return await database.withCopy(async (copy) => {
    let applied = 0;
    for (const ids of legs) {
      if (ids.length === 0) continue;
      const error = await faultOf(() => step(request, copy, ids, 'upgrade'));
      if (error !== undefined) {
        return { kind: 'failed', part: applied === 0 && legs.length > 1 ? 'first' : 'later', error };
      }
      applied += ids.length;
    }
    const own = merge === undefined ? [] : [merge];
    if (merge !== undefined) {
      const error = await faultOf(() => step(request, copy, own, 'upgrade'));
      if (error !== undefined) return { kind: 'failed', part: 'merge', error };
    }
    const { catalog, tables } = await copy.readSchema();
    const state = { catalog, rows: await fingerprintRows(copy, tables) };
    const asked = tables.filter((table) => rowsOf?.has(tableLabel(table)) === true);
    const rows = await readRows(copy, asked);
    const back: DowngradeOutcome = wayBack
      ? await goBack(request, copy, [...legs.flat(), ...own], tablesBefore)
      : { kind: 'left out' };
    return { kind: 'ran', state, wayBack: back, rows };
  });
}

async function step(
  { subject, onRevision }: OrderRequest,
  copy: ScratchDatabase,
  ids: readonly string[],
  direction: Direction,
): Promise<void> {
  await subject.step(copy, ids, direction, (event) => {
    if (event.type === 'revision-started') onRevision?.(event);
  });
}

async function goBack(
  request: OrderRequest,
  copy: ScratchDatabase,
  ids: readonly string[],
  tables: readonly TableShape[],
): Promise<DowngradeOutcome> {
  const sections = ids.map((id) => request.subject.file(id).downgrade);
  if (sections.some((section) => section?.irreversible !== undefined)) return { kind: 'left out' };
  const error = await faultOf(() => step(request, copy, ids, 'downgrade'));
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
