import { LintFixUnprovenError } from '../../../../errors/plan/lint-fix-unproven-error.ts';
import type { Judged } from '../../../../lint/judge/judged.ts';
import { retypedNotes } from '../../../../schema/difference/batched-fills.ts';
import { chainFiles } from '../../../shared/lint/fix/chain-files.ts';
import { fixFile } from '../../../shared/lint/fix/fix-file.ts';
import { proveFix } from '../../../shared/lint/fix/prove-fix.ts';
import type { Workbench } from '../../../shared/workbench.ts';
import { type Draft, UNKNOWN } from '../../draft.ts';
import type { RevisionBench } from '../../revision-bench.ts';
import type { GeneratedDraft } from '../generated-draft.ts';
import { isOfLargeTable, isOfNamedTable } from './large-table.ts';

/** What proving that a chain does the same needs. */
export type SafeBench = RevisionBench & Pick<Workbench, 'proofs'>;

/**
 * Generated drafts as `lint --fix` would write them: with `"lint": {"generate": "safe"}` for every error and warning in
 * large tables, otherwise only for changes of types in tables that are named as large, which need batches. The chains
 * have the same result without blocking others. What cannot be proven stays as it was generated, with a note.
 */
export async function safeDrafts(bench: SafeBench, drafts: readonly GeneratedDraft[]): Promise<readonly Draft[]> {
  const isWanted = wanted(bench, drafts);
  if (isWanted === undefined) return drafts;
  const safe: Draft[] = [];
  for (const draft of drafts) safe.push(...(await safely(bench, draft, safe, isWanted)));
  return safe;
}

function wanted(bench: SafeBench, drafts: readonly GeneratedDraft[]): ((found: Judged) => boolean) | undefined {
  if (bench.settings.lint.generate === 'safe') {
    const isLarge = isOfLargeTable(bench, drafts);
    return (found) => found.level !== 'info' && isLarge(found);
  }
  if (!drafts.some(({ change, large }) => retypedNotes(change, large).length > 0)) return undefined;
  const isNamed = isOfNamedTable(drafts);
  return (found) => found.rule === 'type-rewrite' && isNamed(found);
}

async function safely(
  bench: SafeBench,
  draft: GeneratedDraft,
  before: readonly Draft[],
  isWanted: (found: Judged) => boolean,
): Promise<readonly Draft[]> {
  const { file, slice, change, large } = draft;
  const below = before.map((each) => each.file);
  const fix = await fixFile(bench, file, () => true, isWanted, below);
  if (fix === undefined || fix.findings.length === 0) return [draft];
  const left = fix.fixed.byHand.map(({ rule, why }) => `${rule} is left as it is: ${why}`);
  if (fix.fixed.pieces.length === 0) return [{ ...draft, notes: [...draft.notes, ...left] }];
  const rules = [...new Set(fix.fixed.fixed.map(({ rule }) => rule))];
  const chain = chainFiles(bench, slice, file, fix.fixed.pieces);
  const tables = fix.findings.flatMap(({ claim }) => (claim === undefined ? [] : [claim.relation]));
  try {
    const unproven = await proveFix(bench, { old: file, chain, rules, tables, below });
    const gone = rules.includes('type-rewrite') ? retypedNotes(change, large) : [];
    const notes = [...draft.notes.filter((note) => !gone.includes(note)), ...left, ...unproven];
    return chain.map((each, at) => {
      return at === chain.length - 1 ? { ...draft, file: each, notes } : { ...UNKNOWN, slice, file: each };
    });
  } catch (error) {
    if (!(error instanceof LintFixUnprovenError)) throw error;
    return [{ ...draft, notes: [...draft.notes, error.message] }];
  }
}
