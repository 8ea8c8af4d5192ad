import type { Workbench } from '../workbench.ts';

/** What it takes to write a script: no database. */
export type OfflineBench = Pick<Workbench, 'workspace' | 'graph' | 'documents' | 'runner' | 'scriptWriter'>;
