import { placeOf } from '../../errors/files/revision-place.ts';
import type { BrokenGraphError } from '../../errors/graph/broken-graph-error.ts';
import type { IllegalName } from '../../errors/graph/name-errors.ts';
import { IllegalIdError, IllegalLabelError } from '../../errors/graph/name-errors.ts';
import type { Revision } from '../../revision/revision.ts';

/** Words with their own meaning where a revision can be named, so not allowed as ids or labels. */
const RESERVED_WORDS: readonly string[] = ['head', 'heads', 'base', 'current'];

/** Looked up once for the whole graph, see `checkIds`. */
export const IMPOSSIBLE_IDS: readonly string[] = ['', ...RESERVED_WORDS];

/** Rare in names, and nothing else is illegal in one: what follows takes V8 a while to understand. */
const ODD = /[^\w.]/;
const ILLEGAL_IN_ID = /[@:+\-,\s\p{C}"'`\\]/u;
const ILLEGAL_IN_LABEL = /[@:+,\s\p{C}"'`\\]|^-/u;

type Report = (fault: BrokenGraphError) => void;

/**
 * Reports ids that could be read as a symbol's operators, but for `IMPOSSIBLE_IDS`, which are looked up once for the
 * whole graph. One test of many ids together is several times cheaper than one for each: `lists` are all ids, in lists
 * of any size.
 */
export function checkIds(revisions: readonly Revision[], lists: Iterable<readonly string[]>, report: Report): void {
  let odd = false;
  for (const ids of lists) odd ||= ODD.test(ids.join(''));
  if (!odd) return;
  for (const revision of revisions) {
    const problem = revision.id === '' ? undefined : problemOf(revision.id, ILLEGAL_IN_ID);
    if (problem !== undefined) report(new IllegalIdError({ name: revision.id, ...placeOf(revision), ...problem }));
  }
}

/** The fault of a revision whose id is one of `IMPOSSIBLE_IDS`. */
export function impossibleId(revision: Revision): IllegalIdError {
  const problem = revision.id === '' ? 'empty' : 'reserved';
  return new IllegalIdError({ name: revision.id, ...placeOf(revision), problem });
}

/**
 * Reports a label that could be read as a symbol's operators. Alembic does not check labels: `late+1` is then one step
 * above `late`.
 */
export function checkLabel(revision: Revision, label: string, report: Report): void {
  const problem = RESERVED_WORDS.includes(label)
    ? { problem: 'reserved' as const }
    : problemOf(label, ILLEGAL_IN_LABEL);
  if (problem !== undefined) report(new IllegalLabelError({ name: label, ...placeOf(revision), ...problem }));
}

function problemOf(name: string, illegal: RegExp): Pick<IllegalName, 'problem' | 'character'> | undefined {
  if (name === '') return { problem: 'empty' };
  if (!ODD.test(name)) return undefined;
  const match = illegal.exec(name);
  return match === null ? undefined : { problem: 'character', character: match[0] };
}
