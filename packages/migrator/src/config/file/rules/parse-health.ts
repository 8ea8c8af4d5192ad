import { HEALTH_CODES } from '../../../health/codes.ts';
import type { SeverityChoice } from '../../../health/judge.ts';
import { DEFAULT_LIMITS } from '../../../health/limits.ts';
import { SEVERITIES } from '../../../health/rule.ts';
import type { ConfigChecker } from '../config-checker.ts';
import { CONFIG_KEYS } from '../config-keys.ts';
import { dropUndefined } from '../drop-undefined.ts';
import type { HealthConfig } from '../migrate-config.ts';

const CHOICES = [...SEVERITIES, 'off'] as const;

/** Checks `health`: a misspelt rule would silently stay on. */
export function parseHealth(value: unknown, check: ConfigChecker): HealthConfig | undefined {
  if (value === undefined) return undefined;
  const given = check.object(value, 'health', CONFIG_KEYS.health);
  const failOn = SEVERITIES.find((severity) => severity === given.failOn);
  if (given.failOn !== undefined && failOn === undefined) {
    throw check.wrong('health.failOn', `must be one of ${SEVERITIES.join(', ')}`);
  }
  const limits = Object.keys(DEFAULT_LIMITS)
    .filter((key) => given[key] !== undefined)
    .map((key) => [key, limit(given[key], key, check)]);
  return {
    ...Object.fromEntries(limits),
    ...dropUndefined({
      failOn,
      ignore: given.ignore === undefined ? undefined : check.strings(given.ignore, 'health.ignore'),
      severity: given.severity === undefined ? undefined : severities(given.severity, check),
    }),
  };
}

function limit(value: unknown, key: string, check: ConfigChecker): number {
  const isPercent = key === 'keyPercent' || key === 'bloatPercent';
  const most = isPercent ? 100 : Number.MAX_SAFE_INTEGER;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= most) return value;
  throw check.wrong(`health.${key}`, `must be a whole number between 0 and ${most}`);
}

function severities(value: unknown, check: ConfigChecker): Readonly<Record<string, SeverityChoice>> {
  const entries = Object.entries(check.object(value, 'health.severity', HEALTH_CODES)).map(([code, given]) => {
    const choice = CHOICES.find((each) => each === given);
    if (choice === undefined) throw check.wrong(`health.severity.${code}`, `must be one of ${CHOICES.join(', ')}`);
    return [code, choice] as const;
  });
  return Object.fromEntries(entries);
}
