import type { ProofPhase } from '../../errors/proof/proof-failed-error.ts';
import {
  ProofCatalogDiffersError,
  ProofDefaultDiffersError,
  ProofRowsDifferError,
  ProofSequenceBehindError,
} from '../../errors/proof/proof-result-errors.ts';
import type { Proof, ProofTarget, UnseededTable, WayBack } from '../../ports/proof/proof.ts';
import type { ScratchDatabase } from '../../ports/proof/scratch.ts';
import type { TableShape } from '../../ports/proof/table-shape.ts';
import type { Direction } from '../../revision/revision.ts';
import type { RevisionFile } from '../../revision/revision-file.ts';
import { describeDifference } from '../../schema/difference/describe-difference.ts';
import { diffCatalogs } from '../../schema/difference/diff-catalogs.ts';
import type { Catalog } from '../../schema/entity/catalog.ts';
import { catalogHash } from '../catalog-hash.ts';
import { fingerprintRows, lostRows, type RowFingerprints } from '../rows/row-fingerprints.ts';
import { RowsRefused } from '../rows/rows-refused.ts';
import { fillColumns, seedRows } from '../rows/seed-rows.ts';
import type { SeedStyle } from '../rows/seed-style.ts';
import { sequencesBehind } from '../rows/sequences-behind.ts';
import { type Touched, touchedTables } from '../rows/touched-tables.ts';
import { readSchemaState, type SchemaState } from '../schema-state.ts';
import { isRevisionFault } from './revision-fault.ts';
import { sameInBatches } from './same-in-batches.ts';
import { blamesRows, placeOfSection, sectionFailure } from './section-run.ts';
import type { Subject } from './subject.ts';

type Shown = Pick<Proof, 'catalogBefore' | 'catalogAfter' | 'wayBack' | 'lost' | 'unseeded'>;

/** What a round trip shows of a revision. */
export interface RoundTrip {
  readonly shown: Shown;
  /** With the revision applied. */
  readonly after: SchemaState;
}

export interface RoundTripRequest {
  readonly subject: Subject;
  readonly id: string;
  readonly file: RevisionFile;
  /** At the state below the revision; left in any state. */
  readonly database: ScratchDatabase;
  readonly style: SeedStyle;
  readonly target?: ProofTarget | undefined;
  /** The state below the revision, when it is known: reading it costs more than anything else. */
  readonly known?: SchemaState | undefined;
}

/** What there was before the revision. */
interface Before extends SchemaState {
  readonly rows: RowFingerprints;
  /** Columns whose sequence is behind their values. */
  readonly behind: readonly string[];
  readonly unseeded: readonly UnseededTable[];
}

/** Up, down and up again; then once more down and up with rows that were written after the upgrade. */
export async function roundTrip(request: RoundTripRequest): Promise<RoundTrip> {
  const { database, file, style } = request;
  const known = request.known ?? (await readSchemaState(database));
  const unseeded = await seedRows(database, known.tables, { style });
  const rows = await fingerprintRows(database, known.tables);
  const before = { ...known, rows, behind: await sequencesBehind(database, known.tables), unseeded };

  await run(request, 'upgrade');
  const after = await readSchemaState(database);
  await checkDefaults(request);
  // The target may take longer to build than the way back to be tried. What differs from it comes first all the same: a
  // wrong way up mostly has a wrong way down.
  const [target, shown] = await Promise.allSettled([
    compareWithTarget(file, request.target, after.catalog),
    wayBackAndAgain(request, before, after),
  ]);
  if (target.status === 'rejected') throw target.reason;
  if (shown.status === 'rejected') throw shown.reason;
  return { shown: shown.value, after };
}

async function wayBackAndAgain(request: RoundTripRequest, before: Before, after: SchemaState): Promise<Shown> {
  const { database, file, style } = request;
  const { unseeded } = before;
  await checkSequences(request, 'upgrade', after.tables, before.behind);
  const hashes = { catalogBefore: catalogHash(before.catalog), catalogAfter: catalogHash(after.catalog) };
  if (file.downgrade?.irreversible !== undefined) return { ...hashes, unseeded, wayBack: 'irreversible', lost: [] };

  await run(request, 'downgrade');
  compare(file, 'downgrade', before.catalog, await database.readCatalog());
  const lost = lostRows(before.rows, await fingerprintRows(database, before.tables));
  if (lost.length > 0 && !saysSo(file)) {
    throw new ProofRowsDifferError({ ...placeOfSection(file, 'downgrade'), phase: 'downgrade', lost, trip: 'before' });
  }
  await checkSequences(request, 'downgrade', before.tables, before.behind);

  await run(request, 'again');
  compare(file, 'again', after.catalog, await database.readCatalog());
  const touched =
    style === 'none' ? undefined : touchedTables(before.catalog, diffCatalogs(before.catalog, after.catalog));
  const later = touched === undefined ? { lost: [], unseeded: [] } : await laterRows(request, after.tables, touched);
  return {
    ...hashes,
    unseeded: [...unseeded, ...later.unseeded.filter(({ table }) => !unseeded.some((other) => other.table === table))],
    wayBack: wayBackOf(file),
    lost: [...new Set([...lost, ...later.lost])],
  };
}

/** The way back of rows that only the new schema can hold. */
async function laterRows(
  request: RoundTripRequest,
  tables: readonly TableShape[],
  touched: Touched,
): Promise<{ lost: readonly string[]; unseeded: readonly UnseededTable[] }> {
  const { database, file, style } = request;
  for (const table of tables) await fillColumns(database, table, touched.newColumns(table));
  const unseeded = await seedRows(database, tables, { style, firstRow: 10, only: (table) => touched.table(table) });
  const rows = await fingerprintRows(database, tables);
  try {
    await run(request, 'downgrade');
  } catch (error) {
    if (error instanceof RowsRefused && file.downgrade?.rows !== undefined) return { lost: [], unseeded };
    throw error;
  }
  await run(request, 'again');
  const lost = lostRows(rows, await fingerprintRows(database, tables));
  if (lost.length > 0 && !saysSo(file))
    throw new ProofRowsDifferError({ ...placeOfSection(file, 'downgrade'), phase: 'downgrade', lost, trip: 'after' });
  return { lost, unseeded };
}

async function run(
  { subject, database, id, file }: RoundTripRequest,
  phase: 'upgrade' | 'downgrade' | 'again',
): Promise<void> {
  const direction: Direction = phase === 'downgrade' ? 'downgrade' : 'upgrade';
  try {
    if (phase !== 'again') await sameInBatches(subject, database, file, direction);
    await subject.step(database, [id], direction);
  } catch (error) {
    if (!isRevisionFault(error)) throw error;
    throw blamesRows(error) ? new RowsRefused(phase, error) : sectionFailure(file, phase, error);
  }
}

/** A loss may be said on the section that loses or on the one that cannot bring it back. */
function saysSo({ upgrade, downgrade }: RevisionFile): boolean {
  return [upgrade?.lossy, downgrade?.lossy, downgrade?.rows].some((said) => said !== undefined);
}

function wayBackOf({ upgrade, downgrade }: RevisionFile): WayBack {
  if (downgrade?.rows !== undefined) return 'row-dependent';
  return downgrade?.lossy === undefined && upgrade?.lossy === undefined ? 'lossless' : 'lossy';
}

function compare(file: RevisionFile, phase: ProofPhase, expected: Catalog, found: Catalog): void {
  const differences = diffCatalogs(expected, found).map(describeDifference);
  if (differences.length === 0) return;
  const place = placeOfSection(file, phase === 'downgrade' ? 'downgrade' : 'upgrade');
  throw new ProofCatalogDiffersError({ ...place, phase, differences });
}

/** Before the way back is tried on the same database. */
async function checkDefaults({ database, file, target }: RoundTripRequest): Promise<void> {
  const defaults = (await target?.judgeDefaults?.(database)) ?? [];
  if (defaults.length > 0)
    throw new ProofDefaultDiffersError({ ...placeOfSection(file, 'upgrade'), phase: 'target', defaults });
}

async function compareWithTarget(file: RevisionFile, target: ProofTarget | undefined, found: Catalog): Promise<void> {
  if (target === undefined) return;
  const { catalog, view = (whole) => whole } = target;
  compare(file, 'target', view(await catalog), view(found));
}

async function checkSequences(
  { database, file }: RoundTripRequest,
  phase: 'upgrade' | 'downgrade',
  tables: Parameters<typeof sequencesBehind>[1],
  before: readonly string[],
): Promise<void> {
  const behind = (await sequencesBehind(database, tables)).filter((column) => !before.includes(column));
  if (behind.length > 0)
    throw new ProofSequenceBehindError({ ...placeOfSection(file, phase), phase, sequences: behind });
}
