import type { CheckResult } from '../../../commands/check/check.ts';

/** More revisions than this are counted, not named. */
const NAMED = 4;

/** `Code that cannot be read: common 6c66344d1758; whether …`, or nothing. */
export function unreadCode(unread: CheckResult['unread']): readonly string[] {
  if (unread.length === 0) return [];
  const named = unread.slice(0, NAMED).map(({ slice, revision }) => `${slice} ${revision}`);
  const more = unread.length > NAMED ? `, and ${unread.length - NAMED} more` : '';
  return [`Not read: code in ${named.join(', ')}${more}. Whether its order against other slices matters is unknown.`];
}
