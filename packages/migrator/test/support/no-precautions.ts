import type { Workbench } from '../../src/commands/shared/workbench.ts';

/** Of a bench on which no backup and no hook is configured. */
export const noPrecautions: Pick<Workbench, 'precautions'> = { precautions: async () => undefined };
