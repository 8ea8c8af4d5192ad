import type { IndexPlace } from '../../adapters/fs/index/index-place.ts';
import type { KeptFiles } from '../../adapters/fs/index/kept-files.ts';
import { readIndex } from '../../adapters/fs/index/read-index.ts';
import type { IndexLimits } from '../../adapters/fs/index/write-index.ts';
import type { RevisionIndex } from '../../commands/shared/kept/kept-revisions.ts';

/** The index of these revision files. What writes it is loaded only then. */
export function revisionIndex(place: IndexPlace, limits: IndexLimits = {}): RevisionIndex {
  let last: KeptFiles | undefined;
  return {
    read() {
      last = readIndex(place);
      return last?.isListed() === true ? last : undefined;
    },
    placeOf: (heads) => (last?.wereSame === true && heads.join() === last.heads.join() ? last.place : undefined),
    async refresh() {
      const { writeIndex } = await import('../../adapters/fs/index/write-index.ts');
      writeIndex(place, limits);
    },
  };
}
