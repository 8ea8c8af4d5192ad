import { MigratorError } from '../../errors/migrator-error.ts';
import { InterruptedError } from '../../errors/run/interrupted-error.ts';
import type { Slice } from '../../revision/slice.ts';
import { entityChanges } from '../../schema/change/entity-changes.ts';
import { entityLabel } from '../../schema/entity/schema-entity.ts';
import { type KeptName, keptNames } from '../../schema/names/kept-names.ts';
import { type Finding, findingOf } from '../shared/finding.ts';
import type { OwnershipBench } from '../shared/ownership/ownership-bench.ts';
import { compareSlices, type SliceChange } from '../shared/schema/compare-slices.ts';
import type { SchemaBench } from '../shared/schema/schema-bench.ts';
import { notCompared, type SchemaComparison } from '../shared/schema/schema-comparison.ts';
import { countingSnapshots } from '../shared/schema/slice-state.ts';
import { type SliceSubject, sliceSubjects } from './slice-subjects.ts';

export interface SchemaFindings {
  readonly findings: readonly Finding[];
  /** Of every slice of the workspace. */
  readonly comparisons: readonly SchemaComparison[];
}

export interface SchemaScope {
  /** The slices to compare, when not all. */
  readonly only?: ReadonlySet<string> | undefined;
  /**
   * Load no schema files of other slices as long as nothing is wrong: they count as declaring what their revisions have
   * built.
   */
  readonly quick?: boolean | undefined;
  /** By file, of the revisions that were just read. */
  readonly checksums?: ReadonlyMap<string, string> | undefined;
}

/**
 * Slices whose schema (Drizzle and `sql/`) is not what their revisions have built. A slice that cannot be compared is a
 * finding, or says in `comparisons` why: it is never taken for equal.
 */
export async function schemaFindings(
  bench: SchemaBench & OwnershipBench,
  scope: SchemaScope = {},
): Promise<SchemaFindings> {
  const { only, quick = false } = scope;
  const { slices } = bench.workspace;
  const isWanted = ({ label }: Slice): boolean => only === undefined || only.has(label);
  const subjects = await sliceSubjects(bench, slices.filter(isWanted), scope.checksums);
  const comparable = subjects.filter(({ stands }) => stands !== undefined);
  const { changes, kept, fault } = await changesOf(
    bench,
    comparable.map(({ slice }) => slice),
    quick,
  );
  const ormMissing = fault?.code === 'drizzle-orm-missing';
  const comparisonOf = ({ slice, stands, reason }: SliceSubject): SchemaComparison => {
    if (stands === undefined || reason !== undefined) return notCompared(slice.label, reason ?? 'failed');
    if (fault !== undefined) return notCompared(slice.label, ormMissing ? 'drizzle-orm-missing' : 'failed');
    return {
      slice: slice.label,
      compared: true,
      reason: null,
      snapshots: stands.snapshots,
      keptNames: kept.get(slice.label) ?? [],
    };
  };
  const bySlice = new Map(subjects.map((subject) => [subject.slice.label, comparisonOf(subject)]));
  const known = subjects.flatMap(({ findings }) => findings);
  // A broken snapshot is reported for its own slice, and prevents comparing the others.
  const isNew = fault !== undefined && !known.some(({ message }) => message === fault.message);
  return {
    findings: [
      ...known,
      ...(isNew ? [ofAll(ormMissing ? withoutOrm(fault) : findingOf(fault), only)] : []),
      ...changes.map((change) => schemaChanged(change, subjects)),
    ],
    comparisons: slices.map(({ label }) => bySlice.get(label) ?? notCompared(label, 'not-chosen')),
  };
}

interface Changes {
  readonly changes: readonly SliceChange[];
  /** By slice. */
  readonly kept: ReadonlyMap<string, readonly KeptName[]>;
  /** Why nothing could be compared. */
  readonly fault?: MigratorError;
}

async function changesOf(
  bench: SchemaBench & OwnershipBench,
  compared: readonly Slice[],
  quick: boolean,
): Promise<Changes> {
  if (compared.length === 0) return { changes: [], kept: new Map() };
  const graph = bench.graph();
  const ends = ({ label }: Slice): readonly string[] => graph.headsOfSlice(label);
  const compare = async (load?: readonly Slice[]): Promise<Changes> => {
    const { changes, states, declared } = await compareSlices(bench, graph, compared, ends, { load, asks: false });
    const kept = compared.map(
      ({ label }) => [label, keptNames(states.get(label) ?? [], declared.get(label) ?? [])] as const,
    );
    return { changes, kept: new Map(kept) };
  };
  try {
    if (!quick) return await compare();
    return await first(
      // For a slice without a snapshot, its schema file says what it declares.
      () => compare(toLoad(bench, compared)),
      () => compare(),
    );
  } catch (error) {
    // An interruption is not a fault of a schema.
    if (!(error instanceof MigratorError) || error instanceof InterruptedError) throw error;
    return { changes: [], kept: new Map(), fault: error };
  }
}

/** The compared slices, and those whose snapshots do not record what they have. */
function toLoad(bench: SchemaBench & OwnershipBench, compared: readonly Slice[]): readonly Slice[] {
  const graph = bench.graph();
  const isKnown = (slice: Slice): boolean => {
    const ends = graph.headsOfSlice(slice.label);
    try {
      return countingSnapshots(graph, slice, ends, bench.files).isKnown;
    } catch (error) {
      if (error instanceof MigratorError) return false;
      throw error;
    }
  };
  return bench.workspace.slices.filter((slice) => compared.includes(slice) || !isKnown(slice));
}

/**
 * Compares everything if the quick way fails: a schema file that was not loaded may be the only reason, such as one
 * that names a PostgreSQL schema that exists without Braid.
 */
async function first<T>(quick: () => Promise<T>, whole: () => Promise<T>): Promise<T> {
  try {
    return await quick();
  } catch (error) {
    if (error instanceof InterruptedError) throw error;
    return await whole();
  }
}

/** If drizzle-orm is missing on purpose, as in an image, the hint names the option to say so. */
function withoutOrm(error: MigratorError): Finding {
  const finding = findingOf(error);
  return { ...finding, repair: `${finding.repair}; where it is left out on purpose: migrate check --no-schema` };
}

/**
 * What prevents comparing some slices is wrong with them, too, whichever slice it is in: as a finding of another one it
 * would be left out.
 */
function ofAll(finding: Finding, only: ReadonlySet<string> | undefined): Finding {
  const isOfOther = only !== undefined && finding.slice !== null && !only.has(finding.slice);
  return isOfOther ? { ...finding, slice: null } : finding;
}

const SHOWN = 5;

function schemaChanged({ slice, before, after }: SliceChange, subjects: readonly SliceSubject[]): Finding {
  const subject = subjects.find((each) => each.slice === slice);
  const { added, removed, changed } = entityChanges(before, after);
  const parts = [
    ...added.map((entity) => `+ ${entityLabel(entity)}`),
    ...removed.map((entity) => `- ${entityLabel(entity)}`),
    ...changed.map((pair) => `~ ${entityLabel(pair.after)}`),
  ];
  const rest = parts.length > SHOWN ? ` and ${parts.length - SHOWN} more` : '';
  const what = `${parts.slice(0, SHOWN).join(', ')}${rest}`;
  const isNew = subject?.stands?.isNew === true;
  return {
    code: 'schema-changed',
    message: isNew
      ? `The schema of ${slice.label} has no revision yet: ${what}.`
      : `The schema of ${slice.label} changed without a revision: ${what}.`,
    slice: slice.label,
    file: slice.schema,
    // Until the snapshot is written it is unknown which part of it the revisions have built.
    repair:
      subject?.reason === 'no-snapshot'
        ? `migrate snapshot --slice ${slice.label}`
        : `migrate revision -m "…" --slice ${slice.label}`,
  };
}
