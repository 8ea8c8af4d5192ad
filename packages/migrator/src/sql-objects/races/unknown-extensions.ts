import { extensionMembers } from '../footprint/extension-footprint.ts';
import type { Thing } from './entry.ts';
import type { RevisionFootprints } from './race.ts';
import type { Reachability } from './reachability.ts';

/** A statement that creates an extension whose members are not all known. */
interface Creation {
  /** The revision's number. */
  readonly revision: number;
  readonly line: number;
  readonly extension: string;
  /** The revisions that nothing orders with it and that have the extension from nowhere: they may use it. */
  readonly others: readonly number[];
}

/** The extensions of a history whose members may be used by revisions that come before them in some order. */
export function unknownExtensions(
  history: readonly RevisionFootprints[],
  things: ReadonlyMap<string, Thing>,
  reach: Reachability,
): readonly Creation[] {
  const extensions = [...things.values()].filter(
    ({ space, name }) => space === 'extension' && !extensionMembers(name).isWhole,
  );
  return extensions.flatMap(({ name, whole }) => {
    const creators = whole.filter(({ access }) => access.does === 'make');
    const has = (revision: number): boolean =>
      creators.some((creator) => creator.revision === revision || reach.isBelow(creator.revision, revision));
    return creators.flatMap(({ revision, statement: { line } }) => {
      const others = history.flatMap((_, other) => (reach.isBelow(other, revision) || has(other) ? [] : [other]));
      return others.length === 0 ? [] : [{ revision, line, extension: name, others }];
    });
  });
}
