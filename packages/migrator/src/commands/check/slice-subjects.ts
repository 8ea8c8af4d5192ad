import { placeOf } from '../../errors/files/revision-place.ts';
import { SnapshotMissingError } from '../../errors/files/snapshot-errors.ts';
import { MigratorError } from '../../errors/migrator-error.ts';
import { mergeCandidates } from '../../graph/slices/merge-candidates.ts';
import type { Revision } from '../../revision/revision.ts';
import type { Slice } from '../../revision/slice.ts';
import type { PlacedStatement } from '../../sql-objects/ownership/placed-statement.ts';
import { type Finding, findingOf } from '../shared/finding.ts';
import type { OwnershipBench } from '../shared/ownership/ownership-bench.ts';
import { readEffects } from '../shared/ownership/read-effects.ts';
import { hasObjects } from '../shared/schema/declared-objects.ts';
import type { SchemaBench } from '../shared/schema/schema-bench.ts';
import type { NotCompared } from '../shared/schema/schema-comparison.ts';
import { countingSnapshots, sliceState } from '../shared/schema/slice-state.ts';

/** A slice, and whether it is known what its revisions have built. */
export interface SliceSubject {
  readonly slice: Slice;
  /** What its schema can be compared with; absent when it cannot be compared with anything. */
  readonly stands?: {
    /** Ids of the revisions whose snapshots count. */
    readonly snapshots: readonly string[];
    /** It has no revision at all. */
    readonly isNew: boolean;
  };
  /** Why the comparison does not count, or does not take place. */
  readonly reason?: NotCompared;
  readonly findings: readonly Finding[];
}

/**
 * Determines for each slice what its schema can be compared with. `checksums` are by file, of revisions that were just
 * read.
 */
export async function sliceSubjects(
  bench: SchemaBench & OwnershipBench,
  slices: readonly Slice[],
  checksums?: ReadonlyMap<string, string>,
): Promise<readonly SliceSubject[]> {
  const split = new Set(mergeCandidates(bench.graph()).map(({ slice }) => slice));
  const subjects: SliceSubject[] = [];
  for (const slice of slices) subjects.push(await subjectOf(bench, slice, split.has(slice.label), checksums));
  return subjects;
}

async function subjectOf(
  bench: SchemaBench & OwnershipBench,
  slice: Slice,
  isSplit: boolean,
  checksums: ReadonlyMap<string, string> | undefined,
): Promise<SliceSubject> {
  if (slice.schema === null && !hasObjects(bench, slice)) return { slice, reason: 'no-schema', findings: [] };
  // Another finding reports it.
  if (isSplit) return { slice, reason: 'several-heads', findings: [] };
  const graph = bench.graph();
  const ends = graph.headsOfSlice(slice.label);
  try {
    const { snapshots, uncovered, newest, isKnown } = countingSnapshots(graph, slice, ends, bench.files);
    if (newest === undefined) return { slice, stands: { snapshots: [], isNew: true }, findings: [] };
    if (!isKnown) {
      const missing = findingOf(new SnapshotMissingError(placeOf(newest)));
      return { slice, reason: 'no-snapshot', findings: [missing] };
    }
    // Contradictions between branches show here.
    sliceState(graph, slice, ends, bench.files);
    const findings = slice.schema === null ? [] : await unrecorded(bench, slice, uncovered, checksums);
    return {
      slice,
      stands: { snapshots: snapshots.map(({ revision }) => revision.id), isNew: false },
      ...(findings.length === 0 ? {} : { reason: 'no-snapshot' }),
      findings,
    };
  } catch (error) {
    if (!(error instanceof MigratorError)) throw error;
    return { slice, reason: 'failed', findings: [{ ...findingOf(error), slice: slice.label }] };
  }
}

/**
 * Revisions above the snapshots that change the schema: written by hand, or their snapshot is gone. The snapshots below
 * them are out of date.
 */
async function unrecorded(
  bench: SchemaBench & OwnershipBench,
  slice: Slice,
  uncovered: readonly Revision[],
  checksums: ReadonlyMap<string, string> | undefined,
): Promise<readonly Finding[]> {
  const effects = await readEffects(
    bench,
    uncovered.filter(({ kind }) => kind === 'sql'),
    checksums,
  );
  return effects.flatMap(({ revision, file, upgrade }) => {
    const statement = upgrade.find(changesSchema);
    if (statement === undefined) return [];
    return [
      {
        code: 'snapshot-missing',
        message: `${revision} changes the schema of ${slice.label} (${file}:${statement.line}), and no snapshot at or above it records the result.`,
        slice: slice.label,
        file,
        repair: `migrate snapshot --slice ${slice.label}`,
      },
    ];
  });
}

const SCHEMA_SPACES: ReadonlySet<string> = new Set(['relation', 'type', 'schema', 'routine']);

/** The effect of a DO block is unknown, so it does not count as harmless. */
function changesSchema({ effects, words }: PlacedStatement): boolean {
  const changes = effects.some(({ action, object }) => action !== 'write' && SCHEMA_SPACES.has(object.space));
  return changes || words !== undefined;
}
