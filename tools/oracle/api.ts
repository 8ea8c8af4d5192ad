/** The part of the public API that the oracle asks; nothing else of the migrator is used here. */
export type { Plan, Revision, RevisionGraph } from '@braid/migrator';
export {
  allCurrent,
  buildGraph,
  checkHeads,
  currentHead,
  headsAfterEach,
  history,
  iterate,
  lineage,
  MigratorError,
  placeMerge,
  placeRevision,
  planDowngrade,
  planDowngradeRange,
  planStamp,
  planUpgrade,
  planUpgradeRange,
  resolve,
  resolveAll,
  upToDate,
} from '@braid/migrator';
