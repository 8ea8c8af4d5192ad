import { MigratorError } from '../migrator-error.ts';
import { type HeadPlace, headLines } from './head-place.ts';

export interface MultipleHeads {
  /** The symbol, as it was written. */
  readonly argument: string;
  readonly heads: readonly HeadPlace[];
  /** It is the target of a downgrade. */
  readonly downwards?: boolean;
}

/**
 * A symbol that must name one revision names several heads.
 * @cause Each slice has its own head, or colleagues created revisions of one slice at the same time.
 * @repair Apply all with `migrate upgrade heads`, name one (`events@head`), or join the heads of a slice with
 * `migrate merge events`.
 */
export class MultipleHeadsError extends MigratorError<MultipleHeads> {
  readonly code = 'multiple-heads';
  constructor(facts: MultipleHeads) {
    const { argument, heads, downwards = false } = facts;
    const split = splitSlices(heads);
    // With a label, several heads are still branches of its line.
    const line = argument.includes('@');
    const normal = split.length === 0 && !line ? ', one of each slice, which is normal' : '';
    super(facts, {
      message: `${JSON.stringify(argument.slice(0, 80))} names ${heads.length} heads${normal}:\n${headLines(heads)}`,
      hint: downwards ? downwardsHint(heads) : hintFor(heads, split, line),
    });
  }
}

/** Counting works only from a slice with one head. */
function downwardsHint(heads: readonly HeadPlace[]): string {
  const split = splitSlices(heads);
  const single = heads.map(({ slice }) => slice).find((slice) => !split.includes(slice));
  const counted = single === undefined ? '' : `, or count from the head of a slice: migrate downgrade ${single}@-1`;
  return `A downgrade goes back to one revision, which stays: give its id (migrate history lists them)${counted}.`;
}

/** Slices with more than one of the heads. */
function splitSlices(heads: readonly HeadPlace[]): string[] {
  const slices = heads.map(({ slice }) => slice);
  return [...new Set(slices.filter((slice, at) => slices.indexOf(slice) !== at))];
}

function hintFor(heads: readonly HeadPlace[], split: readonly string[], line: boolean): string {
  if (split.length === 0 && line) {
    const ids = heads.slice(0, 8).map(({ revision }) => revision);
    return `Name one: ${ids.slice(0, 3).join(' or ')}. Join them: migrate merge ${ids.join(' ')}.`;
  }
  if (split.length === 0) {
    const some = heads.slice(0, 3).map(({ slice }) => `migrate upgrade ${slice}@head`);
    return `Apply them all: migrate upgrade heads. Apply one slice: ${some.join(' or ')}.`;
  }
  const joins = split.map((slice) => `migrate merge ${slice}`);
  const ones = heads.filter(({ slice }) => split.includes(slice)).map(({ revision }) => revision);
  return [
    `${split.join(', ')} ${split.length === 1 ? 'has' : 'have'} several heads, made at the same time. Join them: ${joins.join('; ')}.`,
    `Without joining them: migrate upgrade heads for all, or name one: ${ones.slice(0, 3).join(' or ')}.`,
  ].join('\n');
}
