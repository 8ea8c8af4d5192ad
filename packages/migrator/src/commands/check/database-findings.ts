import { appliedFindings } from '../shared/applied-findings.ts';
import type { Finding } from '../shared/finding.ts';
import { checkDatabase, type DatabaseComparison, type DriftBench, driftFinding } from './check-database.ts';

export interface DatabaseFindings {
  readonly findings: readonly Finding[];
  /** `null`: its catalog was not compared, since it is not known what it should be. */
  readonly comparison: DatabaseComparison | null;
}

/**
 * Where a database is not what its applied revisions make: first its state and their files, then its catalog. Of the
 * catalog with `only` nothing but what those slices made, and what is on it: a table that nobody made is not a slice's.
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
