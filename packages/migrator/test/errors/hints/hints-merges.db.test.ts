import { test } from 'vitest';
import { sampled } from '../../support/sample.ts';
import { newState, type State } from './follow-hint.ts';
import { type Case, tryHints } from './try-hints.ts';

/** Revisions of slice `ace` above `aa1`, beside each other. */
function branches({ revision }: State, ids: readonly string[]): void {
  for (const id of ids) revision('ace', id, '-- revises: aa1', '', '');
}

const CASES: readonly Case[] = [
  {
    code: 'merge-too-many-heads',
    state: (state) => branches(state, ['aa2', 'aa3', 'aa4', 'aa5', 'aa6', 'aa7', 'aa8']),
    argv: ['merge', 'ace'],
  },
  {
    code: 'merge-needs-hand',
    state: ({ revision }) => {
      const gone = 'alter table aa1 drop column if exists extra;';
      revision('ace', 'aa2', '-- revises: aa1', gone, 'select 1;');
      revision('ace', 'aa3', '-- revises: aa1', 'alter table aa1 add column extra integer;', gone);
    },
    argv: ['merge', '--order', 'aa2,aa3'],
    isInstead: true,
  },
];

test.each(sampled(CASES, 2).map((each) => [`${each.code}: ${each.argv.join(' ')}`, each] as const))('%s', (_, each) =>
  tryHints(newState, each),
);
