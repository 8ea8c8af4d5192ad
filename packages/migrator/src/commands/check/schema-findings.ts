import { MigratorError } from '../../errors/migrator-error.ts';
import { InterruptedError } from '../../errors/run/execute-errors.ts';
import type { Slice } from '../../revision/slice.ts';
import { entityChanges } from '../../schema/difference/entity-changes.ts';
import { entityLabel } from '../../schema/entity/schema-entity.ts';
import { compareSlices, type SliceChange } from '../revision/compare-slices.ts';
import type { RevisionContext } from '../revision/revision-context.ts';
import { snapshotFile } from '../revision/slice-state.ts';
import { type Finding, findingOf } from '../shared/finding.ts';

/** Why schemas were not compared; `undefined` when they were. */
export type SchemasSkipped = 'no-snapshots' | 'drizzle-kit-missing' | undefined;

export interface SchemaFindings {
  readonly findings: readonly Finding[];
  readonly skipped: SchemasSkipped;
}

/**
 * Slices whose Drizzle schema is not what their revisions have built. Slices that were never generated (no snapshot at their head) say nothing,
 * and neither does a slice with several heads, which has to be merged first.
 *
 * @param only the slices to compare, when not all
 * @param quick without a look at the schema files of the others, as long as nothing is wrong: they declare what their revisions have built
 */
export async function schemaFindings(
  context: RevisionContext,
  only?: ReadonlySet<string>,
  quick = false,
): Promise<SchemaFindings> {
  const graph = context.graph();
  const isWanted = ({ label }: Slice): boolean => only === undefined || only.has(label);
  const comparable = context.workspace.slices.filter((slice) => {
    const [head, another] = graph.headsOfSlice(slice.label);
    return head !== undefined && another === undefined && context.files.read(snapshotFile(slice, head)) !== undefined;
  });
  const slices = comparable.filter(isWanted);
  if (slices.length === 0) return { findings: [], skipped: 'no-snapshots' };
  const ends = ({ label }: Slice): readonly string[] => graph.headsOfSlice(label);
  const compare = async (load?: readonly Slice[]): Promise<readonly SliceChange[]> =>
    (await compareSlices(context, graph, slices, ends, { load })).changes;
  try {
    const changes = quick
      ? await first(
          // A slice without a snapshot declares what its schema file says.
          () => compare(context.workspace.slices.filter((slice) => isWanted(slice) || !comparable.includes(slice))),
          () => compare(),
        )
      : await compare();
    return { findings: changes.map(schemaChanged), skipped: undefined };
  } catch (error) {
    // To be stopped is no fault of a schema.
    if (!(error instanceof MigratorError) || error instanceof InterruptedError) throw error;
    if (error.code === 'drizzle-kit-missing') return { findings: [], skipped: 'drizzle-kit-missing' };
    return { findings: [findingOf(error)], skipped: undefined };
  }
}

/** What seems wrong may be so only because a schema file was not looked at: it may name a PostgreSQL schema that exists without Braid. */
async function first<T>(quick: () => Promise<T>, whole: () => Promise<T>): Promise<T> {
  try {
    return await quick();
  } catch (error) {
    if (error instanceof InterruptedError) throw error;
    return await whole();
  }
}

const SHOWN = 5;

function schemaChanged({ slice, before, after }: SliceChange): Finding {
  const { added, removed, changed } = entityChanges(before, after);
  const parts = [
    ...added.map((entity) => `+ ${entityLabel(entity)}`),
    ...removed.map((entity) => `- ${entityLabel(entity)}`),
    ...changed.map((pair) => `~ ${entityLabel(pair.after)}`),
  ];
  const rest = parts.length > SHOWN ? ` and ${parts.length - SHOWN} more` : '';
  return {
    code: 'schema-changed',
    message: `The schema of ${slice.label} changed without a revision: ${parts.slice(0, SHOWN).join(', ')}${rest}.`,
    slice: slice.label,
    file: slice.schema,
    repair: `migrate revision -m "…" --slice ${slice.label}`,
  };
}
