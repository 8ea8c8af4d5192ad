import { findingOf } from '../../shared/finding.ts';
import { brokenOwnership, brokenOwnershipError, historyEffects } from '../../shared/ownership/broken-ownership.ts';
import type { HistoryBench, HistoryFindings, HistoryScope } from './history-scope.ts';
import { keptHistory } from './kept-history.ts';
import { madeAheadFindings } from './partitions-made-ahead.ts';
import { findHistoryRaces, provenMerges, raceFindings } from './race-findings.ts';

/** Compares what all revisions do, unless that was done before for these very files. */
export async function historyFindings(bench: HistoryBench, scope: HistoryScope): Promise<HistoryFindings> {
  const proven = provenMerges(bench);
  return await keptHistory(bench, scope, proven, async (reading) => {
    const { only, checksums } = scope;
    const history = await historyEffects(reading, checksums);
    const races = findHistoryRaces(reading, history, proven, only);
    return {
      owned: brokenOwnership(reading, history, only).map((each) => findingOf(brokenOwnershipError(each))),
      races: raceFindings(races, only),
      ahead: madeAheadFindings(reading, history),
      unread: races.unknown,
      unknownExtensions: races.extensions,
    };
  });
}
