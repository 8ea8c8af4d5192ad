import { HEADER_NOTES, type HeaderNote } from '../../revision/header/header-notes.ts';
import type { ConfigChecker } from './config-checker.ts';
import type { RevisionsConfig } from './migrate-config.ts';

/**
 * Checks `revisions.require`, `ticketPattern` and `requireSince`. The first two need the last: else all that a project
 * has written so far would be wrong.
 */
export function parseRequiredNotes(
  given: Readonly<Record<string, unknown>>,
  check: ConfigChecker,
): { readonly [Key in 'require' | 'ticketPattern' | 'requireSince']: RevisionsConfig[Key] | undefined } {
  const names = namesOf(given.require, check);
  const ticketPattern = check.optionalString(given.ticketPattern, 'revisions.ticketPattern');
  if (ticketPattern !== undefined && !isPattern(ticketPattern)) {
    throw check.wrong('revisions.ticketPattern', 'must be a regular expression such as [A-Z]+-[0-9]+');
  }
  const requireSince = check.optionalString(given.requireSince, 'revisions.requireSince');
  if (requireSince !== undefined && !isDay(requireSince)) {
    throw check.wrong('revisions.requireSince', 'must be a day such as 2026-11-29');
  }
  if (requireSince === undefined && (names !== undefined || ticketPattern !== undefined)) {
    const key = names === undefined ? 'revisions.ticketPattern' : 'revisions.require';
    throw check.wrong(key, 'needs revisions.requireSince: the day since when it counts, such as 2026-11-29');
  }
  return { require: names, ticketPattern, requireSince };
}

function namesOf(value: unknown, check: ConfigChecker): readonly HeaderNote[] | undefined {
  if (value === undefined) return undefined;
  return check.strings(value, 'revisions.require').map((text) => {
    const name = HEADER_NOTES.find((each) => each === text);
    if (name === undefined) throw check.wrong('revisions.require', `must be a list of: ${HEADER_NOTES.join(', ')}`);
    return name;
  });
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(`^(?:${text})$`, 'u') !== undefined;
  } catch {
    return false;
  }
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}
