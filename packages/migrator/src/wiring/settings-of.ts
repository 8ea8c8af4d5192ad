import type { Settings } from '../commands/shared/workbench.ts';
import type { MigrateConfig } from '../config/file/migrate-config.ts';

/** What a configuration says to commands. */
export function settingsOf({ stateSchema = 'braid', drift, merge, revisions = {} }: MigrateConfig): Settings {
  const { fileName: template, slugLength, timezone } = revisions;
  return {
    stateSchema,
    driftIgnore: drift?.ignore ?? [],
    mergeSlice: merge?.slice,
    fileName: {
      ...(template === undefined ? {} : { template }),
      ...(slugLength === undefined ? {} : { slugLength }),
      ...(timezone === undefined ? {} : { timezone }),
    },
  };
}
