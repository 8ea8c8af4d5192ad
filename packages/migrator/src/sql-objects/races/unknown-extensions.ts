import { extensionMembers } from '../footprint/extension-footprint.ts';
import type { Thing } from './things/entry.ts';

/** A statement that creates an extension with unknown members. */
interface Creation {
  readonly step: number;
  readonly line: number;
  readonly extension: string;
  /** Unordered revisions that do not get the extension from anywhere else: they may use it. */
  readonly others: readonly number[];
}

/**
 * The extensions of a history whose members may be used by revisions that can run before them.
 *
 * @param count number of revisions; their upgrades are the first steps
 * @param isBelow whether one step is another one, or must come before it
 */
export function unknownExtensions(
  count: number,
  things: ReadonlyMap<string, Thing>,
  isBelow: (lower: number, upper: number) => boolean,
): readonly Creation[] {
  const extensions = [...things.values()].filter(
    ({ space, name }) => space === 'extension' && !extensionMembers(name).isWhole,
  );
  return extensions.flatMap(({ name, whole }) => {
    const creators = whole.filter(({ access, step }) => access.does === 'make' && step < count);
    const has = (other: number): boolean => creators.some(({ step }) => isBelow(step, other));
    return creators.flatMap(({ step, statement: { line } }) => {
      const others = Array.from({ length: count }, (_, other) => other).filter(
        (other) => !isBelow(other, step) && !has(other),
      );
      return others.length === 0 ? [] : [{ step, line, extension: name, others }];
    });
  });
}
