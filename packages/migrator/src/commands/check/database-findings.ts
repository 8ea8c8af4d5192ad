import { appliedFindings } from '../shared/applied-findings.ts';
import type { Finding } from '../shared/finding.ts';
import { checkDatabase, type DriftBench, driftFinding } from './check-database.ts';

/**
 * Where a database is not what its applied revisions make: first its state and their files, then its catalog. Of the catalog with `only` nothing but what those
 * slices made, and what is on it: a table that nobody made is no slice's.
 */
export async function databaseFindings(bench: DriftBench, only?: ReadonlySet<string>): Promise<readonly Finding[]> {
  const database = await bench.database();
  const findings = appliedFindings(bench.workspace, bench.graph(), await database.readState());
  // Where it is not known what is applied, nobody can say what the catalog should be.
  const unknown = findings.some(({ code }) => code !== 'applied-file-edited');
  if (unknown) return findings;
  const drift = await checkDatabase(bench);
  const wanted = drift.differences.filter(({ slice }) => only === undefined || (slice !== null && only.has(slice)));
  return [...drift.findings, ...wanted.map(driftFinding)];
}
