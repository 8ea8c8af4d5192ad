import { knownSlice } from '../shared/known-slice.ts';
import type { LintBench } from '../shared/lint/lint-bench.ts';
import type { LintReport } from '../shared/lint/lint-finding.ts';
import { lintRevisions } from '../shared/lint/lint-revisions.ts';
import { onScratch } from '../shared/lint/on-scratch.ts';
import { configuredStats, type KnownStats, namedStats } from '../shared/lint/sizes/known-stats.ts';
import type { Workbench } from '../shared/workbench.ts';
import { revisionsInRange, revisionsOfPaths } from './chosen-revisions.ts';

export interface LintOptions {
  /** `[base]:[head]` with both ends, or one symbol; absent: what is new since `base`. */
  readonly range?: string | undefined;
  /** The git branch or commit whose revisions may be applied; absent: that of the configuration. */
  readonly base?: string | undefined;
  /** Only what the next commit adds or changes, in the staged version. */
  readonly staged?: boolean | undefined;
  /**
   * Also run the statements on scratch databases, each at exactly its parents, and observe them. Absent: only those
   * whose duration `stats` needs; `false`: run nothing.
   */
  readonly observe?: boolean | undefined;
  /** A file of `migrate stats` from production, relative to the current folder; absent: that of the configuration. */
  readonly stats?: string | undefined;
  /** How long readers may wait for one statement, in milliseconds; absent: that of the configuration. */
  readonly maxBlock?: number | undefined;
  /** Report only findings in this slice. */
  readonly slice?: string | undefined;
}

/** The chosen revisions. */
export type LintScope =
  | { readonly kind: 'range'; readonly range: string }
  /** New or changed files, since the commit where HEAD branched off from `ref`. */
  | { readonly kind: 'since'; readonly ref: string; readonly parted: string }
  | { readonly kind: 'staged' };

export interface LintResult extends LintReport {
  readonly scope: LintScope;
  /** Whether there is an error among the findings. */
  readonly failed: boolean;
}

/** What choosing and linting revisions needs. */
export type LintCommandBench = LintBench & Pick<Workbench, 'changes' | 'documents' | 'withStaged' | 'proofs'>;

/**
 * Reports what the upgrades of revisions would do to a database in use. Without a range, only revisions that are new on
 * this git branch: a comment that ignores a finding changes the checksum of the file, which must not happen to an
 * applied one. Throws the errors of `git-errors.ts`.
 */
export async function lint(bench: LintCommandBench, options: LintOptions = {}): Promise<LintResult> {
  knownSlice(bench.workspace, options.slice);
  // The copy of the staged files has no file of sizes.
  const stats = options.stats === undefined ? configuredStats(bench) : namedStats(bench, options.stats);
  if (options.range !== undefined) {
    const chosen = revisionsInRange(bench, options.range);
    return await lintChosen(bench, chosen, { kind: 'range', range: options.range }, options, stats);
  }
  if (options.staged === true) {
    const paths = await (await bench.changes()).staged();
    return await bench.withStaged((copy) =>
      lintChosen(copy, revisionsOfPaths(copy, paths), { kind: 'staged' }, options, stats),
    );
  }
  const { ref, parted, paths } = await (await bench.changes()).since(options.base ?? bench.settings.lint.base);
  return await lintChosen(bench, revisionsOfPaths(bench, paths), { kind: 'since', ref, parted }, options, stats);
}

/** Lints revisions by their ids. */
export async function lintChosen(
  bench: LintCommandBench,
  chosen: ReadonlySet<string>,
  scope: LintScope,
  { slice, observe, stats: named, maxBlock }: LintOptions,
  stats: KnownStats | undefined,
): Promise<LintResult> {
  const isObserved = observe ?? named !== undefined;
  const report = await lintRevisions(withMaxBlock(bench, maxBlock), chosen, {
    ...(isObserved ? { observe: onScratch(bench) } : {}),
    // With sizes, only durations matter, not everything that a scratch database shows.
    onlyToTime: observe !== true,
    stats,
  });
  const isTold = (each: { readonly slice: string }): boolean => slice === undefined || each.slice === slice;
  const findings = report.findings.filter(isTold);
  return {
    scope,
    ...report,
    findings,
    hidden: report.hidden.filter(isTold),
    refuted: report.refuted.filter(isTold),
    failed: findings.some(({ level }) => level === 'error'),
  };
}

/** The settings with another limit for all statements. */
function withMaxBlock(bench: LintBench, maxBlock: number | undefined): LintBench {
  if (maxBlock === undefined) return bench;
  const { lint: settings } = bench.settings;
  const slices = Object.entries(settings.slices).map(
    ([label, own]) => [label, { ...own, limits: { ...own.limits, maxBlock } }] as const,
  );
  const limits = { ...settings.limits, maxBlock };
  return {
    ...bench,
    settings: { ...bench.settings, lint: { ...settings, limits, slices: Object.fromEntries(slices) } },
  };
}
