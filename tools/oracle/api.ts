/** The part of the public graph API that the oracle asks; nothing else of the migrator is used here. */
export { MigratorError } from '../../packages/migrator/src/errors/migrator-error.ts';
export { buildGraph } from '../../packages/migrator/src/graph/build-graph.ts';
export { currentHead } from '../../packages/migrator/src/graph/current-head.ts';
export { history } from '../../packages/migrator/src/graph/history.ts';
export { iterate } from '../../packages/migrator/src/graph/iterate.ts';
export { lineage } from '../../packages/migrator/src/graph/lineage.ts';
export { placeMerge, placeRevision } from '../../packages/migrator/src/graph/placement.ts';
export { resolve } from '../../packages/migrator/src/graph/resolve.ts';
export { resolveAll } from '../../packages/migrator/src/graph/resolve-all.ts';
export type { RevisionGraph } from '../../packages/migrator/src/graph/revision-graph.ts';
export { allCurrent, checkHeads, upToDate } from '../../packages/migrator/src/plan/current.ts';
export { headsAfterEach } from '../../packages/migrator/src/plan/heads-after-each.ts';
export type { Plan } from '../../packages/migrator/src/plan/plan.ts';
export { planDowngrade } from '../../packages/migrator/src/plan/plan-downgrade.ts';
export { planDowngradeRange, planUpgradeRange } from '../../packages/migrator/src/plan/plan-range.ts';
export { planStamp } from '../../packages/migrator/src/plan/plan-stamp.ts';
export { planUpgrade } from '../../packages/migrator/src/plan/plan-upgrade.ts';
export type { Revision } from '../../packages/migrator/src/revision/revision.ts';
