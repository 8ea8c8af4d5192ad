import { judgeRevisions } from '../../../lint/judge/judge-revisions.ts';
import type { Judgement } from '../../../lint/judge/judged.ts';
import type { ParsedRevision } from '../../../lint/rule/parsed.ts';
import { TableSizes } from '../../../lint/stats/table-sizes.ts';
import type { Direction } from '../../../revision/revision.ts';
import type { RevisionFile } from '../../../revision/revision-file.ts';
import { knownBelow } from './known-below.ts';
import type { LintBench, Observe, Ran } from './lint-bench.ts';
import type { LintReport } from './lint-finding.ts';
import { parseSection } from './parse-section.ts';
import { reportOf } from './report-of.ts';
import type { KnownStats } from './sizes/known-stats.ts';

/** The revisions to lint. */
export interface Linted {
  /** In running order. */
  readonly files: readonly RevisionFile[];
  readonly direction: Direction;
  /** Whether a revision is applied below them. */
  isBelow(id: string): boolean;
  readonly known: KnownStats | undefined;
  readonly observe?: Observe | undefined;
  /** Observe only statements whose duration is needed and otherwise unknown. */
  readonly onlyToTime?: boolean | undefined;
}

export async function lintFiles(bench: LintBench, linted: Linted): Promise<LintReport> {
  const finish = await beginLint(bench, linted);
  return await finish();
}

/**
 * Reads and judges revisions as far as their words go. @returns what runs them, where that was asked for, and reports
 *
 * @param inTurn lets others have their turn between two parts of the work; default: nobody waits
 */
export async function beginLint(
  bench: LintBench,
  linted: Linted,
  inTurn: () => Promise<void> = async () => undefined,
): Promise<() => Promise<LintReport>> {
  const { files, direction, isBelow, known, observe } = linted;
  const parser = await bench.parser();
  const parsed: ParsedRevision[] = [];
  for (const file of files) {
    await inTurn();
    const section = parseSection(file, direction, parser);
    if (section !== undefined) parsed.push(section);
  }
  await inTurn();
  const sizes = known?.stats === undefined ? undefined : new TableSizes(known.stats);
  const judge = (ran?: Ran): Judgement => {
    const { catalog, background } = knownBelow(bench, parser, isBelow, parsed);
    return judgeRevisions(catalog, parsed, bench.settings.lint, { background, observed: ran?.observed, sizes });
  };
  const isTimed = linted.onlyToTime !== true;
  const read = isTimed && observe !== undefined ? undefined : judge();
  return async () => {
    const isWanted = observe !== undefined && (read === undefined || asksForDuration(read));
    const ran = isWanted ? await observe(files, sizes) : undefined;
    const judgement = ran === undefined && read !== undefined ? read : judge(ran);
    return reportOf({ files, parsed, judgement, ran, known, now: bench.ambient.now() });
  };
}

/** Whether a statement reads or writes a known number of rows while others wait, for an unknown time. */
function asksForDuration({ found }: Judgement): boolean {
  return found.some(({ block }) => block?.basis === 'unknown' && block.rows !== null);
}
