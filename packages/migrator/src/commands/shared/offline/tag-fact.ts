import type { HeaderFact } from '../../../execute/offline/with-header.ts';
import type { OfflineBench } from './offline-bench.ts';

/** What the header of a script says about `--tag`. */
export function tagFact({ runner: { tag } }: Pick<OfflineBench, 'runner'>): readonly HeaderFact[] {
  return tag === undefined ? [] : [['tag', tag]];
}
