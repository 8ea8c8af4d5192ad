import { visible } from '../../errors/visible.ts';
import { printPath } from '../../schema/rename/rename-flag.ts';
import type { RenameQuestion } from '../../schema/rename/resolve-renames.ts';
import type { Choice } from './choose.ts';

/** The value of "it is new" among numbers of candidates. */
export const IS_NEW = 'new';

/**
 * Below it a candidate is not proposed: a user who presses Enter without reading gets something new, and reads in the
 * file what is dropped.
 */
const LIKELY = 0.5;

/** How a rename is asked for. Values are the numbers of the candidates, or `IS_NEW`. */
export function renameChoice({ kind, created, candidates }: RenameQuestion): Choice<string> {
  const pathOf = (id: readonly string[]): string => visible(printPath(kind, id));
  const what = kind === 'enum-value' ? 'value' : kind;
  const [first] = candidates;
  const gone = candidates.length === 1 ? `${pathOf(first?.id ?? [])} goes` : 'all of these are dropped';
  return {
    message: `${what} ${pathOf(created)} is new. Was it renamed?`,
    options: [
      ...candidates.map(({ id, similarity }, index) => ({
        value: String(index),
        label: `it was ${pathOf(id)}`,
        hint: `renamed, keeps its data; ${Math.round(100 * similarity)}% similar`,
      })),
      { value: IS_NEW, label: 'no, it is new', hint: `${gone}, and its data is lost` },
    ],
    initial: first !== undefined && first.similarity >= LIKELY ? '0' : IS_NEW,
  };
}
