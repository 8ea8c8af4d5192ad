import type { DoesNotCommute } from './does-not-commute.ts';

/** What to do about branches that do not commute: the commands and edits that join them nevertheless. */
export function repairOf(what: DoesNotCommute): string {
  const { problem, heads, merge, runs } = what;
  const ids = heads.map(({ revision }) => revision);
  if (merge !== undefined && what.generated === true) {
    return `What can be generated does not bring the other orders there. ${handHint(ids)}`;
  }
  if (problem === 'way-back') {
    const revisions = merge === undefined ? ids : [...ids, merge.revision];
    return `See which downgrade is at fault: migrate validate ${revisions.join(' ')}. Correct it and run the merge again.`;
  }
  if (merge !== undefined) {
    return `The statements of the merge are to make every order end the same. Write or correct them in ${merge.file}, then: migrate merge --again ${merge.revision}`;
  }
  if (problem === 'fails') {
    const [only, ...more] = ids.length === 2 ? runs : [];
    return only !== undefined && more.length === 0 ? dependencyHint(what, only) : correctHint(what);
  }
  if (problem === 'rows-differ') return `${handHint(ids)}\nor, ${lowerFirst(correctHint(what))}`;
  return `${orderHint(ids)}\nor ${lowerFirst(handHint(ids))}\nor, ${lowerFirst(correctHint(what))}`;
}

/** For what both orders make, but make differently. */
export function orderHint(heads: readonly string[]): string {
  return `Choose the order that counts, and the merge brings every other one to the same schema: migrate merge --order ${heads.join(',')}`;
}

/** For what only a person knows. */
export function handHint(heads: readonly string[]): string {
  return `Write by hand what makes every order end the same: migrate merge ${heads.join(' ')} --by-hand`;
}

/**
 * Only one order runs: then the files must say so, since nothing in the merge could help a database that fails before
 * it gets there.
 */
function dependencyHint({ heads, begins = [], ancestors = [] }: DoesNotCommute, order: readonly string[]): string {
  const [first = '', second = ''] = order;
  const at = heads.findIndex(({ revision }) => revision === second);
  const begin = begins[at];
  const file = begin?.file ?? `the first revision of the branch of ${second}`;
  const back = ancestors.length === 1 ? ancestors[0] : 'what was before';
  return [
    `Only ${first}, then ${second} runs. Let the files say so: write "depends-on: ${first}" into ${file}, and run the same command again.`,
    `A database that has ${begin?.revision ?? second} without ${first} goes back before it gets the file: migrate downgrade ${back}`,
  ].join('\n');
}

function correctHint({ heads, begins = [] }: DoesNotCommute): string {
  const first = heads[0]?.revision ?? '';
  const where = begins.at(-1)?.file ?? `the first revision of the branch of ${heads.at(-1)?.revision ?? ''}`;
  return [
    'While one branch is applied nowhere: write into it what makes both orders end the same,',
    `or put it on top of the other: write "revises: ${first}" into ${where}, and correct its statements.`,
    'Then run the same command again.',
  ].join('\n');
}

function lowerFirst(text: string): string {
  return `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;
}
