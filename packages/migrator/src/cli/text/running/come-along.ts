import { count } from '../table.ts';

/**
 * Why more revisions run than a target such as `-3` or `events@+1` has steps: steps follow one line, and dependent or
 * required revisions are included. `undefined` if the numbers match.
 */
export function comeAlong(targets: readonly string[], revisions: number): string | undefined {
  const [target = '', another] = targets;
  const typed = /(?:^|@)([+-]\d+)$/.exec(target)?.[1];
  const more = revisions - Math.abs(Number(typed));
  if (typed === undefined || another !== undefined || !(more > 0)) return undefined;
  const line = `${target} goes ${count(revisions - more, 'step')} ${typed.startsWith('-') ? 'down' : 'up'} one line`;
  const others = `${more} more ${more === 1 ? 'revision' : 'revisions'}`;
  return typed.startsWith('-')
    ? `${line}; ${others} ${more === 1 ? 'depends' : 'depend'} on it.`
    : `${line}, which depends on ${others}.`;
}
