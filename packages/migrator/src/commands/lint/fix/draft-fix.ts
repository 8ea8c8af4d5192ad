import { placeOf } from '../../../errors/files/revision-place.ts';
import { LintFixUnprovenError } from '../../../errors/plan/lint-fix-unproven-error.ts';
import { buildGraph } from '../../../graph/build/build-graph.ts';
import type { RevisionFile } from '../../../revision/revision-file.ts';
import { chainFiles } from '../../shared/lint/fix/chain-files.ts';
import { type FileFix, fixFile } from '../../shared/lint/fix/fix-file.ts';
import { proveFix } from '../../shared/lint/fix/prove-fix.ts';
import { lintDrafts } from '../../shared/lint/lint-revisions.ts';
import { withoutRevisions } from '../../shared/unpublished/without-revisions.ts';
import type { LintFixBench } from './lint-fix-bench.ts';
import type { LeftFinding } from './lint-fix-options.ts';
import { type Applied, whyLeft } from './why-left.ts';

/** A proven revision, not written yet. */
export interface FixDraft {
  readonly old: RevisionFile;
  readonly chain: readonly RevisionFile[];
  readonly rules: readonly string[];
  readonly unproven: readonly string[];
}

export interface Drafted {
  readonly draft?: FixDraft;
  readonly left: readonly LeftFinding[];
}

/**
 * The fixed revisions for the errors and warnings of one revision, and the findings that are left. Throws a
 * `LintFixUnprovenError` if the proof of the fix fails.
 */
export async function draftFix(bench: LintFixBench, id: string, applied: () => Promise<Applied>): Promise<Drafted> {
  const graph = bench.graph();
  const revision = graph.require(id);
  const file = bench.workspace.readRevision(revision);
  const slice = bench.workspace.slices.find(({ label }) => label === revision.slice);
  const above = new Set(graph.descendants([id], { dependencies: true }));
  const fix = await fixFile(
    bench,
    file,
    (other) => !above.has(other),
    ({ level }) => level !== 'info',
  );
  if (fix === undefined || slice === undefined) return { left: [] };
  const { fixed } = fix;
  if (fixed.pieces.length === 0) return { left: leftOf(file, fix) };
  const why = await whyLeft(bench, slice, file, fix, await applied());
  if (why !== undefined) return { left: leftOf(file, fix, why) };
  const rules = [...new Set(fixed.fixed.map(({ rule }) => rule))];
  const chain = chainFiles(bench, slice, file, fixed.pieces);
  // Finds ids and names that other revisions already have.
  const headers = chain.map((each) => each.revision);
  buildGraph([...graph.revisions.filter((each) => each.id !== id), ...headers]);
  const still = await stillFound(bench, file, chain, fix);
  const tables = fix.findings.flatMap(({ claim }) => (claim === undefined ? [] : [claim.relation]));
  const unproven = await proveFix(bench, { old: file, chain, rules, tables: [...new Set(tables)] });
  // A finding that was caused by a replaced statement may be gone, too.
  const left = leftOf(file, fix).filter(({ rule }) => still.has(rule));
  return { draft: { old: file, chain, rules, unproven }, left };
}

/** Lints the fixed revisions, too: no rule may have more errors or warnings than before. */
async function stillFound(
  bench: LintFixBench,
  old: RevisionFile,
  chain: readonly RevisionFile[],
  { fixed, findings }: FileFix,
): Promise<ReadonlySet<string>> {
  const { id } = old.revision;
  const above = bench.graph().descendants([id], { dependencies: true });
  const now = (await lintDrafts(withoutRevisions(bench, above), chain)).findings.filter(
    ({ level }) => level !== 'info',
  );
  const count = (rule: string, among: readonly { readonly rule: string }[]): number =>
    among.filter((each) => each.rule === rule).length;
  const gone = new Set(fixed.fixed.map(({ rule, statement }) => `${rule} ${statement}`));
  const stays = findings.filter(({ rule, statement }) => !gone.has(`${rule} ${statement}`));
  const rules = [...new Set(now.map(({ rule }) => rule))].filter((rule) => count(rule, now) > count(rule, stays));
  if (rules.length > 0) throw new LintFixUnprovenError({ ...placeOf(old.revision), rules, problem: 'still-found' });
  return new Set(now.map(({ rule }) => rule));
}

function leftOf({ revision, upgrade }: RevisionFile, { fixed }: FileFix, why?: string): readonly LeftFinding[] {
  const all = why === undefined ? fixed.byHand : [...fixed.byHand, ...fixed.fixed.map((each) => ({ ...each, why }))];
  return all.map((each) => ({
    ...{ rule: each.rule, revision: revision.id, slice: revision.slice, file: revision.file },
    line: upgrade?.statements[each.statement]?.line ?? 1,
    why: each.why,
  }));
}
