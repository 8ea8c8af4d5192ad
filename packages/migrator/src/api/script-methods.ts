import type { OpenCall } from './call/open-call.ts';
import type { Migrator } from './migrator.ts';

/** The methods that write a script instead of running something. */
export function scriptMethods(open: OpenCall): Pick<Migrator, 'script' | 'stampScript' | 'ensureVersionScript'> {
  return {
    script: (own) =>
      open(own, async (bench) => {
        const { migrateScript } = await import('../commands/shared/offline/migrate-script.ts');
        return await migrateScript(bench, own.direction, own);
      }),
    stampScript: (own) =>
      open(own, async (bench) => {
        const { stampScript } = await import('../commands/stamp/stamp-script.ts');
        return await stampScript(bench, own);
      }),
    ensureVersionScript: (own = {}) =>
      open(own, async (bench) => {
        const { ensureVersionScript } = await import('../commands/ensure-version/ensure-version-script.ts');
        return await ensureVersionScript(bench);
      }),
  };
}
