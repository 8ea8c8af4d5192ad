import type { Settings } from '../commands/shared/workbench.ts';
import type { LintRulesConfig, MigrateConfig } from '../config/file/migrate-config.ts';
import { DEFAULT_HEALTH } from '../health/health-settings.ts';
import { DEFAULT_LINT, type LintChoices } from '../lint/lint-settings.ts';

export const DEFAULT_STATE_SCHEMA = 'braid';

/** The settings for commands from a configuration. */
export function settingsOf({
  stateSchema = DEFAULT_STATE_SCHEMA,
  drift,
  merge,
  revisions = {},
  health = {},
  lint = {},
  rehearse = {},
}: MigrateConfig): Settings {
  const { fileName: template, slugLength, timezone, require: names = [], ticketPattern, requireSince } = revisions;
  const { failOn = DEFAULT_HEALTH.failOn, ignore = [], severity = {}, ...limits } = health;
  const {
    base = DEFAULT_LINT.base,
    check: inCheck = DEFAULT_LINT.inCheck,
    generate = DEFAULT_LINT.generate,
    largeTable = DEFAULT_LINT.largeTable,
    slices: lintSlices = {},
    stats,
    ...own
  } = lint;
  return {
    stateSchema,
    driftIgnore: drift?.ignore ?? [],
    mergeSlice: merge?.slice,
    rehearseMasks: rehearse.mask ?? [],
    health: { failOn, ignore, severities: severity, limits: { ...DEFAULT_HEALTH.limits, ...limits } },
    lint: {
      ...DEFAULT_LINT,
      ...choices(own),
      base,
      ...{ inCheck, generate, largeTable },
      stats,
      slices: Object.fromEntries(Object.entries(lintSlices).map(([label, each]) => [label, choices(each)])),
    },
    notes: requireSince === undefined ? undefined : { names, ticketPattern, since: requireSince },
    templates: revisions.template,
    largeTables: revisions.batch,
    fileName: {
      ...(template === undefined ? {} : { template }),
      ...(slugLength === undefined ? {} : { slugLength }),
      ...(timezone === undefined ? {} : { timezone }),
    },
  };
}

function choices({ rules = {}, ...limits }: LintRulesConfig): LintChoices {
  return { levels: rules, limits };
}
