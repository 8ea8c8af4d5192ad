import { adoptedLedgers } from '../../../adopt/past/adopted-line.ts';
import type { LiveCatalog } from '../../../ports/proof/proof.ts';
import { driftBetween } from '../../../proof/drift/drift.ts';
import { ignorePatterns } from '../../../proof/drift/ignore-pattern.ts';
import { judgeDrift } from '../../../proof/drift/judge-drift.ts';
import { withoutLedgers } from '../../../proof/drift/without-ledgers.ts';
import { type ByTime, withoutPeriods } from '../../../proof/drift/without-periods.ts';
import type { Subject } from '../../../proof/round-trip/subject.ts';
import { withState } from '../../../proof/round-trip/with-state.ts';
import type { Revision } from '../../../revision/revision.ts';

export interface LiveComparison extends Awaited<ReturnType<typeof judgeDrift>> {
  readonly scratchVersion: string;
  readonly sameMajor: boolean;
  /** Number of differences that patterns ignored. */
  readonly ignored: number;
}

/**
 * Compares a live catalog with what these revisions make on a scratch database. Ledgers of tools whose history was
 * adopted are left out.
 */
export async function compareLive(
  subject: Subject,
  heads: readonly string[],
  live: LiveCatalog,
  ignore: readonly string[],
  byTime: readonly ByTime[] = [],
): Promise<LiveComparison> {
  const scratchVersion = await subject.tools.server.version();
  const majors = { expected: majorOf(scratchVersion), live: majorOf(live.serverVersion) };
  const ledgers = adoptedLedgers([...subject.graph.revisions].map(({ adopted }: Revision) => adopted));
  const compared = await withState(subject, subject.keys(), heads, async (scratch) => {
    const built = await scratch.readCatalog();
    const both = withoutPeriods(built, withoutLedgers(built, live.catalog, ledgers), byTime);
    const drift = driftBetween(both.expected, both.live, ignorePatterns(ignore));
    return { ignored: drift.ignored, ...(await judgeDrift(scratch, drift.differences, majors)) };
  });
  return { ...compared, scratchVersion, sameMajor: majors.expected === majors.live };
}

const majorOf = (version: string): number => Number.parseInt(version, 10);
