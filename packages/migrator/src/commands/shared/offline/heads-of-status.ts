import { StatusUnusableError } from '../../../errors/plan/offline-errors.ts';
import type { RevisionGraph } from '../../../graph/structure/revision-graph.ts';
import { startingHeads } from '../../../plan/starting-heads.ts';
import type { OfflineBench } from './offline-bench.ts';

/**
 * The heads of a database by its `migrate status --json`. Throws a `StatusUnusableError` if the file is not such an
 * output, does not cover all slices, or reports a fault of that database, or if its applied revisions are not those
 * that the files have below its heads.
 */
export function headsOfStatus({ documents }: OfflineBench, graph: RevisionGraph, file: string): readonly string[] {
  const status = documents.readJson(file);
  const slices = listOf(status, 'slices');
  const findings = listOf(status, 'findings');
  const halfRuns = listOf(status, 'halfRuns');
  if (slices === undefined || findings === undefined || halfRuns === undefined) {
    throw new StatusUnusableError({ file, problem: 'not-a-status' });
  }
  const wrong = findings.map((finding) => property(finding, 'code')).find((code) => code !== 'multiple-heads');
  if (wrong !== undefined) {
    throw new StatusUnusableError({ file, problem: 'fault', fault: String(wrong) });
  }
  const [halfRun] = halfRuns;
  if (halfRun !== undefined) {
    const revision = String(property(halfRun, 'revision'));
    throw new StatusUnusableError({ file, problem: 'half-run', revision });
  }
  const bySlice = new Map(slices.map((slice) => [property(slice, 'slice'), slice]));
  const inFiles = new Set(graph.ordered.map(({ slice }) => slice));
  const absent = [...inFiles].filter((slice) => !bySlice.has(slice));
  if (absent.length > 0) throw new StatusUnusableError({ file, problem: 'slices-missing', slices: absent });
  const current = slices.flatMap((slice) => listOf(slice, 'current') ?? []).map(String);
  const unknown = current.filter((id) => graph.get(id) === undefined);
  if (unknown.length > 0) {
    throw new StatusUnusableError({ file, problem: 'revisions-unknown', revisions: unknown });
  }
  checkCounts(graph, file, bySlice, current);
  return startingHeads(graph, current);
}

/**
 * As many revisions of each slice must be applied as are below the heads: an older or newer file would start the script
 * elsewhere.
 */
function checkCounts(
  graph: RevisionGraph,
  file: string,
  bySlice: ReadonlyMap<unknown, unknown>,
  current: readonly string[],
): void {
  const counted = new Map<string, number>();
  for (const id of graph.ancestors(current, { dependencies: true })) {
    const { slice } = graph.require(id);
    counted.set(slice, (counted.get(slice) ?? 0) + 1);
  }
  for (const [slice, status] of bySlice) {
    const applied = property(status, 'applied');
    const expected = counted.get(String(slice)) ?? 0;
    if (applied === expected) continue;
    throw new StatusUnusableError({
      file,
      problem: 'count',
      slice: String(slice),
      applied: typeof applied === 'number' ? applied : null,
      expected,
    });
  }
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function listOf(value: unknown, key: string): readonly unknown[] | undefined {
  const found = property(value, key);
  return Array.isArray(found) ? found : undefined;
}
