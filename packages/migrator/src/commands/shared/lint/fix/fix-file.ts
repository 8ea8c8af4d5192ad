import { BY_HAND } from '../../../../lint/fix/by-hand.ts';
import { fixRevision } from '../../../../lint/fix/fix-revision.ts';
import type { FixedRevision } from '../../../../lint/fix/fixed-revision.ts';
import { judgeRevisions } from '../../../../lint/judge/judge-revisions.ts';
import type { Judged } from '../../../../lint/judge/judged.ts';
import { choicesOf } from '../../../../lint/lint-settings.ts';
import type { ParsedRevision } from '../../../../lint/rule/parsed.ts';
import { TableSizes } from '../../../../lint/stats/table-sizes.ts';
import type { RevisionFile } from '../../../../revision/revision-file.ts';
import { knownBelow } from '../known-below.ts';
import type { LintBench } from '../lint-bench.ts';
import { parseSection } from '../parse-section.ts';
import { configuredStats } from '../sizes/known-stats.ts';

/** A revision and the revisions that fixes make of it. */
export interface FileFix {
  readonly fixed: FixedRevision;
  /** The findings to remove. */
  readonly findings: readonly Judged[];
  readonly upgrade: ParsedRevision;
  readonly downgrade: ParsedRevision;
}

/**
 * Applies the fixes of findings to a revision; `undefined` for code. It proves nothing.
 *
 * @param drafts unwritten revisions below it
 * @param isWanted which of its findings to remove if a fix can
 */
export async function fixFile(
  bench: LintBench,
  file: RevisionFile,
  isBelow: (id: string) => boolean,
  isWanted: (found: Judged) => boolean,
  drafts: readonly RevisionFile[] = [],
): Promise<FileFix | undefined> {
  const parser = await bench.parser();
  const upgrade = parseSection(file, 'upgrade', parser);
  const downgrade = parseSection(file, 'downgrade', parser);
  if (upgrade === undefined || downgrade === undefined) return undefined;
  const below = () => knownBelow(bench, parser, isBelow, [upgrade, downgrade], drafts);
  const { catalog, background } = below();
  const { stats } = configuredStats(bench) ?? {};
  const sizes = stats === undefined ? undefined : new TableSizes(stats);
  const { found } = judgeRevisions(catalog, [upgrade], bench.settings.lint, { background, sizes });
  const findings = found.filter(isWanted);
  const fixed = fixRevision({
    ...{ upgrade, downgrade, catalog: below().catalog },
    limits: choicesOf(bench.settings.lint, file.revision.slice).limits,
    found: byStatement(findings),
    parse(sql) {
      const parsed = parser.parse(sql);
      return 'problem' in parsed ? undefined : parsed.statements[0];
    },
  });
  return { fixed: withReasons(fixed, findings), findings, upgrade, downgrade };
}

function byStatement(findings: readonly Judged[]): ReadonlyMap<number, ReadonlySet<string>> {
  const rules = new Map<number, Set<string>>();
  for (const { rule, statement } of findings) {
    if (statement !== undefined) rules.set(statement, (rules.get(statement) ?? new Set()).add(rule));
  }
  return rules;
}

/** The reason for every finding that stays. */
function withReasons(fixed: FixedRevision, findings: readonly Judged[]): FixedRevision {
  const said = new Set([...fixed.fixed, ...fixed.byHand].map(({ rule, statement }) => `${rule} ${statement}`));
  const others = findings.filter(({ rule, statement }) => !said.has(`${rule} ${statement}`));
  const byHand = others.map(({ rule, statement = -1 }) => ({
    ...{ rule, statement },
    why: BY_HAND[rule] ?? 'it belongs to another finding that no fix removes',
  }));
  return { ...fixed, byHand: [...fixed.byHand, ...byHand] };
}
