import { InterruptedError } from '../errors/execute-errors.ts';
import { MigratorError } from '../errors/migrator-error.ts';
import { entityChanges } from '../schema/entity-changes.ts';
import { entityLabel } from '../schema/schema-entity.ts';
import { type Finding, findingOf } from './finding.ts';
import { compareSlices, type SliceChange } from './revision/compare-slices.ts';
import type { RevisionContext } from './revision/revision-context.ts';
import { snapshotFile } from './revision/slice-state.ts';

/** Why schemas were not compared; `undefined` when they were. */
export type SchemasSkipped = 'no-snapshots' | 'drizzle-kit-missing' | undefined;

export interface SchemaFindings {
  readonly findings: readonly Finding[];
  readonly skipped: SchemasSkipped;
}

/**
 * Slices whose Drizzle schema is not what their revisions have built. Slices that were never generated (no snapshot at their head) say nothing,
 * and neither does a slice with several heads, which has to be merged first.
 */
export async function schemaFindings(context: RevisionContext, only?: ReadonlySet<string>): Promise<SchemaFindings> {
  const graph = context.graph();
  const slices = context.workspace.slices.filter((slice) => {
    if (only !== undefined && !only.has(slice.label)) return false;
    const [head, another] = graph.headsOfSlice(slice.label);
    return head !== undefined && another === undefined && context.files.read(snapshotFile(slice, head)) !== undefined;
  });
  if (slices.length === 0) return { findings: [], skipped: 'no-snapshots' };
  try {
    const { changes } = await compareSlices(context, graph, slices, ({ label }) => graph.headsOfSlice(label));
    return { findings: changes.map(schemaChanged), skipped: undefined };
  } catch (error) {
    // To be stopped is no fault of a schema.
    if (!(error instanceof MigratorError) || error instanceof InterruptedError) throw error;
    if (error.code === 'drizzle-kit-missing') return { findings: [], skipped: 'drizzle-kit-missing' };
    return { findings: [findingOf(error)], skipped: undefined };
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
