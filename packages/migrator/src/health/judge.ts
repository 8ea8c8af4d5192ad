import { EVERY_RULE } from './every-rule.ts';
import type { HealthFacts, NotSeen } from './facts/health-facts.ts';
import type { Found, HealthRule, RuleContext, Severity } from './rule.ts';

/** What a rule found, with what the rule says about it. */
export interface Judged extends Found {
  readonly code: string;
  readonly severity: Severity;
}

export type SeverityChoice = Severity | 'off';

export interface Judgement {
  /** Errors first, then in the order of the rules. */
  readonly found: readonly Judged[];
  readonly notSeen: readonly NotSeen[];
  /** Rules that looked. */
  readonly rules: readonly string[];
}

/** Holds the facts against all rules but those that are off. `severities` replaces what rules say. */
export function judge(
  facts: HealthFacts,
  context: RuleContext,
  severities: Readonly<Record<string, SeverityChoice>>,
  rules: readonly HealthRule[] = EVERY_RULE,
): Judgement {
  const looking = rules.filter(
    ({ code }) => severities[code] !== 'off' && (code !== 'orphans' || facts.orphans !== undefined),
  );
  const codes = new Set(looking.map(({ code }) => code));
  const found: Judged[] = [];
  const notSeen: NotSeen[] = facts.notSeen.filter(({ rule }) => codes.has(rule));
  for (const { code, severity, find } of looking) {
    for (const each of find(facts, context)) {
      if ('why' in each) notSeen.push({ rule: code, ...each });
      else {
        const chosen = severities[code];
        found.push({
          ...each,
          code,
          severity: chosen === undefined || chosen === 'off' ? (each.severity ?? severity) : chosen,
        });
      }
    }
  }
  return { found: found.sort((a, b) => RANK[b.severity] - RANK[a.severity]), notSeen, rules: [...codes] };
}

const RANK: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

/** Whether one severity is at least another. */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return RANK[severity] >= RANK[least];
}
