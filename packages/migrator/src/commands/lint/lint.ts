import { history } from '../../graph/order/history.ts';
import { parseRange } from '../../graph/symbols/parse-symbol.ts';
import { resolveAll } from '../../graph/symbols/resolve.ts';
import { observeRevisions } from '../../proof/observe/observe-revisions.ts';
import type { RevisionFile } from '../../revision/revision-file.ts';
import { changedRevisions } from '../shared/affected/affected.ts';
import { knownSlice } from '../shared/known-slice.ts';
import type { LintReport } from '../shared/lint/lint-finding.ts';
import { type LintBench, lintRevisions, type Ran } from '../shared/lint/lint-revisions.ts';
import type { Workbench } from '../shared/workbench.ts';

export interface LintOptions {
  /** `[base]:[head]` with both ends, or one symbol; absent: what is new since `base`. */
  readonly range?: string | undefined;
  /** The branch or commit of git whose revisions may be applied; absent: that of the configuration. */
  readonly base?: string | undefined;
  /** Only what the next commit adds or changes, as it would leave it. */
  readonly staged?: boolean | undefined;
  /** Also run the statements on scratch databases, each at exactly its parents, and look what they do. */
  readonly observe?: boolean | undefined;
  /** Tell only what is in this slice. */
  readonly slice?: string | undefined;
}

/** Which revisions were chosen. */
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

/** What it takes to choose revisions and to lint them. */
export type LintCommandBench = LintBench & Pick<Workbench, 'changes' | 'withStaged' | 'proofs'>;

/**
 * Tells what the upgrades of revisions would do to a database in use. Without a range only what is new on this branch
 * of git is looked at: a comment that ignores a finding changes the checksum of the file, which an applied one must
 * keep. Throws the errors of `git-errors.ts`.
 */
export async function lint(bench: LintCommandBench, options: LintOptions = {}): Promise<LintResult> {
  knownSlice(bench.workspace, options.slice);
  if (options.range !== undefined) {
    const chosen = inRange(bench, options.range);
    return await lintChosen(bench, chosen, { kind: 'range', range: options.range }, options);
  }
  if (options.staged === true) {
    const paths = await (await bench.changes()).staged();
    return await bench.withStaged((copy) => lintChosen(copy, changed(copy, paths), { kind: 'staged' }, options));
  }
  const { ref, parted, paths } = await (await bench.changes()).since(options.base ?? bench.settings.lint.base);
  return await lintChosen(bench, changed(bench, paths), { kind: 'since', ref, parted }, options);
}

function inRange({ graph: load }: LintBench, range: string): ReadonlySet<string> {
  const graph = load();
  if (parseRange(range) === undefined) {
    return new Set(resolveAll(graph, [range]).flatMap((revision) => (revision === null ? [] : [revision.id])));
  }
  const { from, to } = parseRange(range) ?? { from: '', to: '' };
  return new Set(history(graph, { base: from || undefined, head: to || undefined }).map(({ id }) => id));
}

function changed({ graph }: LintBench, paths: readonly string[]): ReadonlySet<string> {
  return new Set(changedRevisions(paths, graph().revisions).map(({ id }) => id));
}

async function lintChosen(
  bench: LintCommandBench,
  chosen: ReadonlySet<string>,
  scope: LintScope,
  { slice, observe }: LintOptions,
): Promise<LintResult> {
  const report = await lintRevisions(bench, chosen, observe === true ? (files) => run(bench, files) : undefined);
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

async function run({ proofs }: Pick<Workbench, 'proofs'>, files: readonly RevisionFile[]): Promise<Ran> {
  const tools = await proofs();
  return { serverVersion: await tools.server.version(), observed: await observeRevisions(tools, files) };
}
