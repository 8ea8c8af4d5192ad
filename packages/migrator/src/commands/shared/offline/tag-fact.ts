import type { HeaderFact } from '../../../execute/offline/with-header.ts';
import type { OfflineContext } from './offline-context.ts';

/** What the header of a script says of `--tag`. */
export function tagFact({ tag }: Pick<OfflineContext, 'tag'>): readonly HeaderFact[] {
  return tag === undefined ? [] : [['tag', tag]];
}
