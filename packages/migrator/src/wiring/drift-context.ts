import type { DriftContext } from '../commands/check/check-database.ts';
import type { Context } from './open-context.ts';
import { proofContext } from './proof-context.ts';

/** What a context needs besides to compare a database with what its revisions make. */
export function driftContext(context: Context): DriftContext & { closeProofs(): Promise<void> } {
  return {
    ...proofContext(context),
    driftIgnore: context.settings.driftIgnore,
    async liveCatalog() {
      const { readLiveCatalog } = await import('../adapters/scratch/read-live-catalog.ts');
      return await readLiveCatalog({ ...(await context.databaseUrl()), stateSchema: context.settings.stateSchema });
    },
  };
}
