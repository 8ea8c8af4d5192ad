import type { RevisionPlace } from '../files/revision-place.ts';
import type { UsageTable } from './usage-table.ts';

/** What `migrate merge` cannot do. */
export interface MergeUsage {
  readonly 'check-writes-nothing': object;
  readonly 'base-and-revisions': { readonly base: string };
  readonly 'order-and-by-hand': object;
  readonly 'again-takes-nothing-else': { readonly again: string };
  /** One of the revisions to join is an ancestor of another. */
  readonly 'below-another': { readonly below: RevisionPlace; readonly above: RevisionPlace };
  readonly 'order-incomplete': { readonly heads: readonly string[]; readonly order: readonly string[] };
  /** `slices`: those with several heads. */
  readonly 'nothing-named': { readonly slices: readonly string[] };
  readonly 'not-a-merge': { readonly symbol: string };
}

export const mergeUsage: UsageTable<MergeUsage> = {
  'check-writes-nothing': () => ({
    message: '--check writes nothing: it goes only with revisions, --slice and --base.',
    hint: 'migrate merge --check',
  }),
  'base-and-revisions': ({ base }) => ({
    message: '--base checks all heads of both branches, so it takes no revisions.',
    hint: `migrate merge --check --base ${base}`,
  }),
  'order-and-by-hand': () => ({
    message: '--order generates the statements, and --by-hand leaves them to you: use one of the two.',
    hint: 'Leave one of them out.',
  }),
  'again-takes-nothing-else': ({ again }) => ({
    message: '--again proves a merge as it is, so it takes no revisions, message, id, labels or order.',
    hint: `migrate merge --again ${again}`,
  }),
  'below-another': ({ below, above }) => ({
    message: `${below.revision} is below ${above.revision} already.`,
    hint: `Leave ${below.revision} out.`,
  }),
  'order-incomplete': ({ heads }) => ({
    message: `--order must name each head to join, once: ${heads.join(', ')}.`,
    hint: `migrate merge --order ${heads.join(',')}`,
  }),
  'nothing-named': ({ slices }) => ({
    message: 'Name what to merge: a slice, revisions, or heads.',
    hint:
      slices.length > 0
        ? slices.map((slice) => `migrate merge ${slice}`).join('; ')
        : 'No slice has several heads. All slices together: migrate merge heads',
  }),
  'not-a-merge': ({ symbol }) => ({
    message: `${symbol} is not a merge.`,
    hint: 'Name a revision with several parents: migrate history shows them.',
  }),
};
