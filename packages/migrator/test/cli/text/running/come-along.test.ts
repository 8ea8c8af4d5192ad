import { expect, test } from 'vitest';
import { comeAlong } from '../../../../src/cli/text/running/come-along.ts';

test.each<[targets: readonly string[], revisions: number, says: string | undefined]>([
  [['-3'], 5, '-3 goes 3 steps down one line; 2 more revisions depend on it.'],
  [['events@-1'], 2, 'events@-1 goes 1 step down one line; 1 more revision depends on it.'],
  [['+1'], 2, '+1 goes 1 step up one line, which depends on 1 more revision.'],
  [['-3'], 3, undefined],
  // At the end of a line, or what did not run to its end.
  [['-3'], 2, undefined],
  [['-0'], 0, undefined],
  [['base'], 5, undefined],
  [['feature-1'], 5, undefined],
  [['8f3c-1'], 5, undefined],
  [['-1', '-1'], 5, undefined],
  [[], 5, undefined],
])('%j of %i revisions', (targets, revisions, says) => expect(comeAlong(targets, revisions)).toBe(says));
