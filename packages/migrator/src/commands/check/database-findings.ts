import { appliedFindings } from '../shared/applied-findings.ts';
import type { Finding } from '../shared/finding.ts';
import { checkDatabase, type DatabaseComparison, type DriftBench, driftFinding } from './check-database.ts';

export interface DatabaseFindings {
  readonly findings: readonly Finding[];
  /** `null`: its catalog was not compared, since it is not known what it should be. */
  readonly comparison: DatabaseComparison | null;
}

/**
 * The differences between a database and what its applied revisions build: first in its state and their files, then in
 * its catalog. With `only`, the catalog is limited to what those slices created, and what is on it: a table that no
 * revision created belongs to no slice.
 */
export async function databaseFindings(bench: DriftBench, only?: ReadonlySet<string>): Promise<DatabaseFindings> {
  const database = await bench.database();
  const findings = appliedFindings(bench.workspace, bench.graph(), await database.readState());
  // If it is unknown what is applied, it is unknown what the catalog should be.
  const unknown = findings.some(({ code }) => code !== 'applied-file-edited');
  if (unknown) return { findings, comparison: null };
  const { serverVersion, scratchVersion, sameMajor, ignored, ...drift } = await checkDatabase(bench);
  const isWanted = ({ slice }: { readonly slice: string | null }): boolean =>
    only === undefined || (slice !== null && only.has(slice));
  return {
    findings: [...drift.findings, ...drift.differences.filter(isWanted).map(driftFinding)],
    comparison: { serverVersion, scratchVersion, sameMajor, notCompared: drift.notCompared.filter(isWanted), ignored },
  };
}
