import type { Lifetimes } from '../lifetimes.ts';
import type { Workshop, WorkshopParts } from './workshop-parts.ts';

/** A workshop whose code is loaded when something of it is first asked for. */
export function lazyWorkshop(parts: WorkshopParts, lifetimes: Lifetimes): Workshop {
  const open = lifetimes.once(async () => {
    const { openWorkshop } = await import('./workshop.ts');
    return openWorkshop(parts, lifetimes);
  });
  return {
    liveCatalog: async () => await (await open()).liveCatalog(),
    readLedger: async (ledger) => await (await open()).readLedger(ledger),
    readHealth: async (request) => await (await open()).readHealth(request),
    readStats: async (request) => await (await open()).readStats(request),
    withPartitions: async (work) => await (await open()).withPartitions(work),
    looks: async () => await (await open()).looks(),
    foreignFiles: async () => await (await open()).foreignFiles(),
    runProgram: async (command, folder) => await (await open()).runProgram(command, folder),
    runSeedCode: async (seed, session, environment) => await (await open()).runSeedCode(seed, session, environment),
    changes: async () => await (await open()).changes(),
    branches: async () => await (await open()).branches(),
    withServerDatabases: async (work) => await (await open()).withServerDatabases(work),
    whereApplied: async (ids) => await (await open()).whereApplied(ids),
    tablesWithRows: async (tables) => await (await open()).tablesWithRows(tables),
    rewriteFiles: async (rewrite) => await (await open()).rewriteFiles(rewrite),
    withRebuild: async (work) => await (await open()).withRebuild(work),
    devTools: async () => await (await open()).devTools(),
    appliedDrafts: async () => await (await open()).appliedDrafts(),
    packages: async () => await (await open()).packages(),
    proofs: async () => await (await open()).proofs(),
    prover: async () => await (await open()).prover(),
    differ: async () => await (await open()).differ(),
    parser: async () => await (await open()).parser(),
    effects: async () => await (await open()).effects(),
    answers: async () => await (await open()).answers(),
    knownFiles: async (blobs) => await (await open()).knownFiles(blobs),
    editor: async () => await (await open()).editor(),
    backups: async () => await (await open()).backups(),
    rehearsals: async () => await (await open()).rehearsals(),
    hookRunner: async () => await (await open()).hookRunner(),
    postWrite: async () => await (await open()).postWrite(),
    project: async () => await (await open()).project(),
    fleet: async (name) => await (await open()).fleet(name),
    withDraft: async (files, work) => await (await open()).withDraft(files, work),
    withStaged: async (work) => await (await open()).withStaged(work),
    withWoven: async (ref, work) => await (await open()).withWoven(ref, work),
  };
}
