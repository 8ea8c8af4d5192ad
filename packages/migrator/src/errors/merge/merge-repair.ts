import type { DoesNotCommute } from './does-not-commute.ts';

/** How to join branches that do not commute: commands and edits. */
export function repairOf(what: DoesNotCommute): string {
  const { problem, heads, merge, runs } = what;
  const ids = heads.map(({ revision }) => revision);
  if (merge !== undefined && what.generated === true) {
    return `The statements that Braid can generate are not enough. ${handHint(ids)}`;
  }
  if (problem === 'way-back') {
    const revisions = merge === undefined ? ids : [...ids, merge.revision];
    return `Find the downgrade that is wrong: migrate validate ${revisions.join(' ')}. Correct it and run the merge again.`;
  }
  if (merge !== undefined) {
    return `The statements of the merge must give every order the same result. Write or correct them in ${merge.file}, then: migrate merge --again ${merge.revision}`;
  }
  if (problem === 'fails') {
    const [only, ...more] = ids.length === 2 ? runs : [];
    return only !== undefined && more.length === 0 ? dependencyHint(what, only) : correctHint(what);
  }
  if (problem === 'rows-differ') return `${handHint(ids)}\nor, ${lowerFirst(correctHint(what))}`;
  return `${orderHint(ids)}\nor ${lowerFirst(handHint(ids))}\nor, ${lowerFirst(correctHint(what))}`;
}

/** For objects that both orders build, but build differently. */
export function orderHint(heads: readonly string[]): string {
  return `Choose the right order, and the merge brings every other one to the same schema: migrate merge --order ${heads.join(',')}`;
}

/** For differences that only the user can resolve. */
export function handHint(heads: readonly string[]): string {
  return `Write statements that give every order the same result: migrate merge ${heads.join(' ')} --by-hand`;
}

/**
 * Only one order runs: the files must say so, because the merge cannot help a database that fails before it gets there.
 */
function dependencyHint({ heads, begins = [], ancestors = [] }: DoesNotCommute, order: readonly string[]): string {
  const [first = '', second = ''] = order;
  const at = heads.findIndex(({ revision }) => revision === second);
  const begin = begins[at];
  const file = begin?.file ?? `the first revision of the branch of ${second}`;
  const back = ancestors.length === 1 ? ancestors[0] : 'what was before';
  return [
    `Only ${first}, then ${second} runs. Record that in the files: write "depends-on: ${first}" into ${file}, and run the same command again.`,
    `A database that has ${begin?.revision ?? second} without ${first} must be downgraded before it gets the file: migrate downgrade ${back}`,
  ].join('\n');
}

function correctHint({ heads, begins = [] }: DoesNotCommute): string {
  const first = heads[0]?.revision ?? '';
  const where = begins.at(-1)?.file ?? `the first revision of the branch of ${heads.at(-1)?.revision ?? ''}`;
  return [
    'If no database has applied one of the branches: add statements to it that give both orders the same result,',
    `or rebase it onto the other: write "revises: ${first}" into ${where}, and correct its statements.`,
    'Then run the same command again.',
  ].join('\n');
}

function lowerFirst(text: string): string {
  return `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;
}
