import { LINT_RULES } from '../../../lint/lint-rules.ts';
import type { LevelChoice } from '../../../lint/lint-settings.ts';
import { LINT_LEVELS } from '../../../lint/rule/levels.ts';
import { DEFAULT_LINT_LIMITS } from '../../../lint/rule/lint-limits.ts';
import type { ConfigChecker } from '../config-checker.ts';
import { CONFIG_KEYS } from '../config-keys.ts';
import { dropUndefined } from '../drop-undefined.ts';
import type { LintConfig, LintRulesConfig } from '../migrate-config.ts';

const CHOICES = [...LINT_LEVELS, 'off'] as const;

/** Checks `lint`: a misspelt rule would silently stay on. */
export function parseLint(value: unknown, check: ConfigChecker): LintConfig | undefined {
  if (value === undefined) return undefined;
  const given = check.object(value, 'lint', CONFIG_KEYS.lint);
  return {
    ...rules(given, 'lint', check),
    ...dropUndefined({
      base: check.optionalString(given.base, 'lint.base'),
      check: check.optionalBoolean(given.check, 'lint.check'),
      stats: check.optionalString(given.stats, 'lint.stats'),
      generate: given.generate === undefined ? undefined : form(given.generate, check),
      largeTable: given.largeTable === undefined ? undefined : limit(given.largeTable, 'lint.largeTable', check),
      slices: given.slices === undefined ? undefined : slices(given.slices, check),
    }),
  };
}

function form(value: unknown, check: ConfigChecker): 'plain' | 'safe' {
  if (value === 'plain' || value === 'safe') return value;
  throw check.wrong('lint.generate', 'must be one of plain, safe');
}

function slices(value: unknown, check: ConfigChecker): Readonly<Record<string, LintRulesConfig>> {
  const entries = Object.entries(check.object(value, 'lint.slices')).map(([label, own]) => {
    const path = `lint.slices.${label}`;
    return [label, rules(check.object(own, path, CONFIG_KEYS['lint.slices.*']), path, check)] as const;
  });
  return Object.fromEntries(entries);
}

function rules(given: Readonly<Record<string, unknown>>, path: string, check: ConfigChecker): LintRulesConfig {
  const limits = Object.keys(DEFAULT_LINT_LIMITS)
    .filter((key) => given[key] !== undefined)
    .map((key) => [key, limit(given[key], `${path}.${key}`, check)]);
  const levels = given.rules === undefined ? {} : { rules: levelsOf(given.rules, `${path}.rules`, check) };
  return { ...Object.fromEntries(limits), ...levels };
}

function limit(value: unknown, path: string, check: ConfigChecker): number {
  const isVersion = path.endsWith('.postgres');
  const [least, most] = isVersion ? [14, 18] : [0, Number.MAX_SAFE_INTEGER];
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most) return value;
  throw check.wrong(path, `must be a whole number between ${least} and ${most}`);
}

function levelsOf(value: unknown, path: string, check: ConfigChecker): Readonly<Record<string, LevelChoice>> {
  const entries = Object.entries(check.object(value, path, LINT_RULES)).map(([rule, given]) => {
    const choice = CHOICES.find((each) => each === given);
    if (choice === undefined) throw check.wrong(`${path}.${rule}`, `must be one of ${CHOICES.join(', ')}`);
    return [rule, choice] as const;
  });
  return Object.fromEntries(entries);
}
