import type { Settings } from '../commands/shared/workbench.ts';
import type { MigrateConfig } from '../config/file/migrate-config.ts';
import { DEFAULT_HEALTH } from '../health/health-settings.ts';

/** What a configuration says to commands. */
export function settingsOf({
  stateSchema = 'braid',
  drift,
  merge,
  revisions = {},
  health = {},
  rehearse = {},
}: MigrateConfig): Settings {
  const { fileName: template, slugLength, timezone, require: names = [], ticketPattern, requireSince } = revisions;
  const { failOn = DEFAULT_HEALTH.failOn, ignore = [], severity = {}, ...limits } = health;
  return {
    stateSchema,
    driftIgnore: drift?.ignore ?? [],
    mergeSlice: merge?.slice,
    rehearseMasks: rehearse.mask ?? [],
    health: { failOn, ignore, severities: severity, limits: { ...DEFAULT_HEALTH.limits, ...limits } },
    notes: requireSince === undefined ? undefined : { names, ticketPattern, since: requireSince },
    templates: revisions.template,
    fileName: {
      ...(template === undefined ? {} : { template }),
      ...(slugLength === undefined ? {} : { slugLength }),
      ...(timezone === undefined ? {} : { timezone }),
    },
  };
}
