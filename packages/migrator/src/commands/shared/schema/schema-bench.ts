import type { Workbench } from '../workbench.ts';

/** What it takes to compare schemas with what revisions have built. */
export type SchemaBench = Pick<Workbench, 'workspace' | 'graph' | 'files' | 'differ' | 'parser' | 'questioner'>;
