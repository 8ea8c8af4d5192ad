import type { LintRule } from '../../rule/lint-rule.ts';

/** Found by `judgeRevisions`, when statements ran on a scratch database. */
const NOTHING = () => [];
const NO_EXAMPLE = { given: '', bad: '', good: '' };

export const observedRewrite: LintRule = {
  name: 'observed-rewrite',
  level: 'error',
  harm: 'On a scratch database the statement rewrote a table that is in use, and no rule says why: what a DO block or a function does shows here.',
  instead: 'Find out which part of it rewrites the table, and do that in another way',
  example: NO_EXAMPLE,
  find: NOTHING,
};

export const observedScan: LintRule = {
  name: 'observed-scan',
  level: 'error',
  harm: 'On a scratch database the statement read a whole table that is in use, under a lock that others wait for, and no rule says why.',
  instead: 'Find out which part of it reads the table, and do that in another way',
  example: NO_EXAMPLE,
  find: NOTHING,
};

export const observedLock: LintRule = {
  name: 'observed-lock',
  level: 'warning',
  harm: 'On a scratch database the statement locked a relation completely that it does not name: what a CASCADE, a foreign key or a function reaches shows here.',
  instead: 'Name what goes, or do it at a quiet time: queries of that relation queue behind the lock',
  example: NO_EXAMPLE,
  find: NOTHING,
};
