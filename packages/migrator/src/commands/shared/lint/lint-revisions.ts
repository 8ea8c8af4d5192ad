import type { RevisionFile } from '../../../revision/revision-file.ts';
import type { LintBench, Observe } from './lint-bench.ts';
import { beginLint, type Linted, lintFiles } from './lint-files.ts';
import type { LintReport } from './lint-finding.ts';
import { configuredStats, type KnownStats } from './sizes/known-stats.ts';

const NOTHING: LintReport = {
  ...{ revisions: [], statements: 0, findings: [], hidden: [], refuted: [], observed: null, sizes: null, unread: [] },
};

export interface LintMeans {
  /** Runs their statements on scratch databases. */
  readonly observe?: Observe | undefined;
  /** Only statements whose duration is needed and otherwise unknown. */
  readonly onlyToTime?: boolean | undefined;
  /** Default: those of the configuration. */
  readonly stats?: KnownStats | undefined;
}

/**
 * Lints the upgrades of revisions of the graph.
 *
 * @param chosen their ids; all other revisions, except those above them, count as applied
 */
export async function lintRevisions(
  bench: LintBench,
  chosen: ReadonlySet<string>,
  means: LintMeans = {},
): Promise<LintReport> {
  const graph = bench.graph();
  const above = new Set(graph.descendants(chosen, { dependencies: true }));
  const files = graph.ordered.filter(({ id }) => chosen.has(id)).map((each) => bench.workspace.readRevision(each));
  if (files.length === 0) return NOTHING;
  return await lintFiles(bench, {
    ...{ files, direction: 'upgrade', isBelow: (id) => !above.has(id) },
    ...means,
    known: means.stats ?? configuredStats(bench),
  });
}

/** The same for unwritten revisions above all written ones. */
export async function lintDrafts(
  bench: LintBench,
  files: readonly RevisionFile[],
  observe?: Observe,
): Promise<LintReport> {
  const finish = await beginLintDrafts(bench, files, observe);
  return await finish();
}

/** Begins that, see `beginLint`. */
export async function beginLintDrafts(
  bench: LintBench,
  files: readonly RevisionFile[],
  observe?: Observe,
  inTurn?: () => Promise<void>,
): Promise<() => Promise<LintReport>> {
  const ids = new Set(files.map(({ revision }) => revision.id));
  const linted: Linted = {
    ...{ files, direction: 'upgrade', isBelow: (id) => !ids.has(id) },
    ...{ observe, onlyToTime: true, known: configuredStats(bench) },
  };
  return await beginLint(bench, linted, inTurn);
}

/**
 * Lints the downgrades of revisions.
 *
 * @param files in the order in which they would be reverted
 * @param applied ids of all that are applied, these among them
 */
export async function lintDowngrades(
  bench: LintBench,
  files: readonly RevisionFile[],
  applied: ReadonlySet<string>,
): Promise<LintReport> {
  if (files.length === 0) return NOTHING;
  const known = configuredStats(bench);
  return await lintFiles(bench, { files, direction: 'downgrade', isBelow: (id) => applied.has(id), known });
}
