import type { revisionAgain } from '../revision/revision.ts';
import type { MigrateBench } from '../shared/migrate.ts';
import type { Workbench } from '../shared/workbench.ts';

/** What it takes to write a revision again. */
export type AmendBench = Parameters<typeof revisionAgain>[0] &
  MigrateBench &
  Pick<Workbench, 'branches' | 'whereApplied' | 'tablesWithRows' | 'rewriteFiles' | 'reach'>;
