import type { CheckResult } from '../../../commands/check/check.ts';

/** More revisions than this are counted, not named. */
const NAMED = 4;

/** What `check` could not read; printed after its verdict. */
export function notSeen({
  unread,
  unknownExtensions,
}: Pick<CheckResult, 'unread' | 'unknownExtensions'>): readonly string[] {
  return [...unreadCode(unread), ...unknownExtensions.map(extensionLine)];
}

function extensionLine({ extension, slice, revision }: CheckResult['unknownExtensions'][number]): string {
  return `Unknown: the objects of extension ${extension} (${slice} ${revision}). A revision that uses it must depend on that one (-- depends-on: ${revision}) or create it, too.`;
}

/** `Code that cannot be read: common 6c66344d1758; whether …`, or nothing. */
function unreadCode(unread: CheckResult['unread']): readonly string[] {
  if (unread.length === 0) return [];
  const named = unread.slice(0, NAMED).map(({ slice, revision }) => `${slice} ${revision}`);
  const more = unread.length > NAMED ? `, and ${unread.length - NAMED} more` : '';
  return [`Not read: code in ${named.join(', ')}${more}. Whether its order against other slices matters is unknown.`];
}
