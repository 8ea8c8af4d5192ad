import type { DatabaseTarget } from '../../ports/database/database-target.ts';
import { confirmLoss } from '../shared/consent/confirm-loss.ts';
import type { Workbench } from '../shared/workbench.ts';

export interface EnsureVersionResult {
  readonly database: DatabaseTarget;
  /** False if the state existed. */
  readonly created: boolean;
}

/**
 * Creates the state schema if it is missing, for a role that may create it when runs use another role. Records no
 * revision.
 */
export async function ensureVersion(bench: Pick<Workbench, 'database' | 'safety'>): Promise<EnsureVersionResult> {
  const database = await bench.database();
  const { initialized } = await database.readState();
  if (!initialized) {
    await database.requireWritable();
    await confirmLoss(bench, { doing: 'Create the schema of the state', losses: [], declined: { asked: 'state' } });
    await database.ensureState();
  }
  return { database: database.target, created: !initialized };
}
