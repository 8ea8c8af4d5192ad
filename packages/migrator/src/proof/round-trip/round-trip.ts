import type { ProofPhase } from '../../errors/proof/proof-failed-error.ts';
import {
  ProofCatalogDiffersError,
  ProofDefaultDiffersError,
  ProofRowsDifferError,
  ProofSequenceBehindError,
} from '../../errors/proof/proof-result-errors.ts';
import type { Proof, ProofTarget, UnseededTable, WayBack } from '../../ports/proof/proof.ts';
import type { ReadSchema, ScratchDatabase } from '../../ports/proof/scratch.ts';
import type { TableShape } from '../../ports/proof/table-shape.ts';
import type { Direction } from '../../revision/revision.ts';
import type { RevisionFile } from '../../revision/revision-file.ts';
import { describeDifference } from '../../schema/difference/describe-difference.ts';
import { diffCatalogs } from '../../schema/difference/diff-catalogs.ts';
import type { Catalog } from '../../schema/entity/catalog.ts';
import { TableKey } from '../../schema/entity/table-key.ts';
import { catalogHash } from '../catalog-hash.ts';
import { type CatalogFirst, catalogFirst } from '../rows/catalog-first.ts';
import { type Reach, reachOf } from '../rows/reached-tables.ts';
import {
  fingerprintRows,
  fingerprintStatements,
  fingerprintsOf,
  lostRows,
  type RowFingerprints,
} from '../rows/row-fingerprints.ts';
import { rowsNow, rowsNowOf, rowsNowStatements } from '../rows/rows-now.ts';
import { RowsRefused } from '../rows/rows-refused.ts';
import type { SeedStyle } from '../rows/seed-style.ts';
import { converse } from '../rows/seeding/converse.ts';
import { fillTalk } from '../rows/seeding/fill-columns.ts';
import { seedTalk } from '../rows/seeding/seed-rows.ts';
import { behindAmong, sequencesBehind } from '../rows/sequences-behind.ts';
import { type Touched, touchedTables } from '../rows/touched-tables.ts';
import type { SchemaState } from '../schema-state.ts';
import { ReachedFurther } from './reached-further.ts';
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
  /** Rows go into all tables, whatever the statements say. */
  readonly everywhere?: boolean | undefined;
  /** Called when the revision is applied and no row of ours is in the database. */
  readonly whenBare?: WhenBare | undefined;
}

/** Nothing runs on the database until it is done. @param tookMs how long the upgrade took */
export type WhenBare = (database: ScratchDatabase, tookMs: number) => Promise<void>;

/** What there was before the revision. */
interface Before extends SchemaState {
  readonly reach: Reach;
  readonly rows: RowFingerprints;
  /** Columns whose sequence is behind their values. */
  readonly behind: readonly string[];
  readonly unseeded: readonly UnseededTable[];
}

/** Up, down and up again; then once more down and up with rows that were written after the upgrade. */
export async function roundTrip(request: RoundTripRequest): Promise<RoundTrip> {
  const { database, file, style } = request;
  const known = request.known ?? (await database.readSchema());
  const reach = request.everywhere === true ? (all: readonly TableShape[]) => all : reachOf(file, known.catalog);
  const reached = reach(known.tables);
  const seeded = await converse(database.query, () => seedTalk(reached, { style }), {
    ...memoryOf(request, 0),
    statements: rowsNowStatements(reached),
  });
  const { result: unseeded } = seeded;
  // It may take no row for want of rows that it could do without.
  if (unseeded.length > 0 && reached.length < known.tables.length) throw new ReachedFurther();
  const { prints: rows, behind } = rowsNowOf(seeded.rows);
  const before = { ...known, reach, rows, behind, unseeded };

  const { ambient } = request.subject.tools;
  const began = ambient.now().getTime();
  await run(request, 'upgrade');
  if (reached.length === 0) await request.whenBare?.(database, ambient.now().getTime() - began);
  const reading = database.readSchema();
  request.target?.whileRead?.();
  const after = await reading;
  requireReached(before, after);
  await checkDefaults(request);
  // The target may take longer to build than the downgrade to be tried. What differs from it comes first anyway:
  // a wrong way up mostly has a wrong way down.
  const [target, shown] = await Promise.allSettled([
    compareWithTarget(file, request.target, after.catalog),
    downAndUpAgain(request, before, after),
  ]);
  if (target.status === 'rejected') throw target.reason;
  if (shown.status === 'rejected') throw shown.reason;
  return { shown: shown.value, after };
}

async function downAndUpAgain(request: RoundTripRequest, before: Before, after: ReadSchema): Promise<Shown> {
  const { database, file, style } = request;
  const { unseeded } = before;
  const numbered = before.reach(after.tables);
  const behind =
    after.behind === undefined ? await sequencesBehind(database, numbered) : behindAmong(numbered, after.behind);
  checkSequences(file, 'upgrade', behind, before.behind);
  const hashes = { catalogBefore: catalogHash(before.catalog), catalogAfter: catalogHash(after.catalog) };
  if (file.downgrade?.irreversible !== undefined) return { ...hashes, unseeded, wayBack: 'irreversible', lost: [] };

  await run(request, 'downgrade');
  const look = catalogFirst(database, (found) => compare(file, 'downgrade', before.catalog, found));
  const reverted = await rowsNow(look, before.reach(before.tables));
  await look.end();
  const lost = lostRows(before.rows, reverted.prints);
  if (lost.length > 0 && !saysSo(file)) {
    throw new ProofRowsDifferError({ ...placeOfSection(file, 'downgrade'), phase: 'downgrade', lost, trip: 'before' });
  }
  checkSequences(file, 'downgrade', reverted.behind, before.behind);

  await run(request, 'again');
  const lookAgain = catalogFirst(database, (found) => compare(file, 'again', after.catalog, found));
  const touched =
    style === 'none' ? undefined : touchedTables(before.catalog, diffCatalogs(before.catalog, after.catalog));
  const tables = before.reach(after.tables);
  const later =
    touched === undefined ? { lost: [], unseeded: [] } : await laterRows(request, lookAgain, tables, touched);
  await lookAgain.end();
  return {
    ...hashes,
    unseeded: [...unseeded, ...later.unseeded.filter(({ table }) => !unseeded.some((other) => other.table === table))],
    wayBack: wayBackOf(file),
    lost: [...new Set([...lost, ...later.lost])],
  };
}

/** Keys are those of the rows that are there: of these, and of those from earlier. */
function memoryOf({ subject, style }: RoundTripRequest, firstRow: number) {
  return { memory: subject.answers, scope: `${style} ${firstRow}` };
}

/** The catalog, which the server itself keeps, is asked whether the words were right. */
function requireReached({ catalog, tables, reach }: Before, after: SchemaState): void {
  const reached = new Set(
    [...reach(tables), ...reach(after.tables)].map(({ schema, name }) => TableKey.of(schema, name)),
  );
  const touched = touchedTables(catalog, diffCatalogs(catalog, after.catalog));
  if (touched === undefined) return;
  const isMissed = (table: TableShape): boolean =>
    touched.table(table) && !reached.has(TableKey.of(table.schema, table.name));
  if ([...tables, ...after.tables].some(isMissed)) throw new ReachedFurther();
}

/** The downgrade of rows that only the new schema can store. */
async function laterRows(
  request: RoundTripRequest,
  look: CatalogFirst,
  tables: readonly TableShape[],
  touched: Touched,
): Promise<{ lost: readonly string[]; unseeded: readonly UnseededTable[] }> {
  const { database, file, style } = request;
  const firstRow = 10;
  const written = await converse(
    look.query,
    function* () {
      yield* fillTalk(tables, (table) => touched.newColumns(table));
      return yield* seedTalk(tables, { style, firstRow, only: (table) => touched.table(table) });
    },
    { ...memoryOf(request, firstRow), statements: fingerprintStatements(tables) },
  );
  await look.end();
  const { result: unseeded } = written;
  const rows = fingerprintsOf(written.rows);
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

/** Before the downgrade is tried on the same database. */
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

function checkSequences(
  file: RevisionFile,
  phase: 'upgrade' | 'downgrade',
  behind: readonly string[],
  before: readonly string[],
): void {
  const sequences = behind.filter((column) => !before.includes(column));
  if (sequences.length > 0) throw new ProofSequenceBehindError({ ...placeOfSection(file, phase), phase, sequences });
}
