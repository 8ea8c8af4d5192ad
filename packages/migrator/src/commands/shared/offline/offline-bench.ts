import type { Workbench } from '../workbench.ts';

/** What writing a script needs: no database. */
export type OfflineBench = Pick<Workbench, 'workspace' | 'graph' | 'documents' | 'runner' | 'scriptWriter'>;
