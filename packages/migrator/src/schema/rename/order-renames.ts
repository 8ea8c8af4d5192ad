import { HeldNames, isHolder, type NameHolder } from './held-names.ts';
import type { Rename } from './rename.ts';

/**
 * The renames in an order in which PostgreSQL can run them: `b` becomes `c` before `a` becomes `b`. What is still in
 * the way gets a temporary name first: one of a cycle of renames, and a thing that is dropped later and whose name is
 * needed.
 *
 * @param holders everything that holds a name before the renames
 * @param leaves whether a holder that is not renamed frees its name anyway
 */
export function orderRenames(
  renames: readonly Rename[],
  holders: readonly NameHolder[],
  leaves: (holder: NameHolder) => boolean,
): readonly Rename[] {
  const names = new HeldNames(holders);
  const done: Rename[] = [];
  let waiting = renames;
  const blocker = (each: Rename): NameHolder | undefined =>
    names
      .inTheWay(each)
      .find(
        (holder) =>
          isHolder(holder, each.kind, each.to) ||
          leaves(holder) ||
          waiting.some(({ kind, from }) => isHolder(holder, kind, from)),
      );
  for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
    const now = waiting.find((each) => blocker(each) === undefined);
    if (now !== undefined) {
      waiting = waiting.filter((each) => each !== now);
      done.push(now);
      names.rename(now);
      continue;
    }
    const holder = blocker(next);
    if (holder === undefined) break;
    const aside = names.aside(holder);
    waiting = waiting.map((each) => (isHolder(holder, each.kind, each.from) ? { ...each, from: aside.to } : each));
    done.push(aside);
    names.rename(aside);
  }
  return done;
}
