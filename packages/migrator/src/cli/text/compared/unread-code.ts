import type { CheckResult } from '../../../commands/check/check.ts';

/** More revisions than this are counted, not named. */
const NAMED = 4;

/** What `check` could not see; lines that follow its verdict. */
export function notSeen({
  unread,
  unknownExtensions,
}: Pick<CheckResult, 'unread' | 'unknownExtensions'>): readonly string[] {
  return [...unreadCode(unread), ...unknownExtensions.map(extensionLine)];
}

function extensionLine({ extension, slice, revision }: CheckResult['unknownExtensions'][number]): string {
  return `Not known: all that extension ${extension} (${slice} ${revision}) brings along. A revision that uses it names that one (-- depends-on: ${revision}) or creates it, too.`;
}

/** `Code that cannot be read: common 6c66344d1758; whether …`, or nothing. */
function unreadCode(unread: CheckResult['unread']): readonly string[] {
  if (unread.length === 0) return [];
  const named = unread.slice(0, NAMED).map(({ slice, revision }) => `${slice} ${revision}`);
  const more = unread.length > NAMED ? `, and ${unread.length - NAMED} more` : '';
  return [`Not read: code in ${named.join(', ')}${more}. Whether its order against other slices matters is unknown.`];
}
