import type { Observation } from '../../../lint/rule/observation.ts';
import type { TableSizes } from '../../../lint/stats/table-sizes.ts';
import type { RevisionFile } from '../../../revision/revision-file.ts';
import type { Workbench } from '../workbench.ts';

/** What linting needs. */
export type LintBench = Pick<Workbench, 'workspace' | 'graph' | 'parser' | 'settings' | 'files' | 'ambient'>;

/** The observed effects of statements on scratch databases, by revision. */
export interface Ran {
  readonly serverVersion: string;
  readonly observed: ReadonlyMap<string, readonly Observation[]>;
}

/** Runs the statements of upgrades on scratch databases; with sizes, those that block are timed. */
export type Observe = (files: readonly RevisionFile[], sizes: TableSizes | undefined) => Promise<Ran>;
