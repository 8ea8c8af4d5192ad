import type { Workbench } from '../workbench.ts';

/** What comparing schemas with the built state needs. */
export type SchemaBench = Pick<Workbench, 'workspace' | 'graph' | 'files' | 'differ' | 'parser' | 'questioner'>;
