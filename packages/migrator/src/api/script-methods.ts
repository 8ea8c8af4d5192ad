import type { Migrator } from './migrator.ts';
import type { OpenCall } from './open-call.ts';

/** The methods that write a script instead of running something. */
export function scriptMethods(open: OpenCall): Pick<Migrator, 'script' | 'stampScript' | 'ensureVersionScript'> {
  return {
    script: (own) =>
      open(own, async (context) => {
        const { migrateScript } = await import('../commands/shared/offline/migrate-script.ts');
        return await migrateScript(context, own.direction, own);
      }),
    stampScript: (own) =>
      open(own, async (context) => {
        const { stampScript } = await import('../commands/shared/offline/stamp-script.ts');
        return await stampScript(context, own);
      }),
    ensureVersionScript: (own = {}) =>
      open(own, async (context) => {
        const { ensureVersionScript } = await import('../commands/shared/offline/ensure-version-script.ts');
        return await ensureVersionScript(context);
      }),
  };
}
