import type { StatementPlace } from '../../../errors/merge/does-not-commute.ts';
import { Subject } from '../../round-trip/subject.ts';
import { compareOrders } from '../compare/compare-states.ts';
import { type OrderRequest, runOrder } from '../orders/order-run.ts';
import { type BranchStatements, beginningOf, statementsOf } from './partial-branch.ts';

export interface PairRequest extends Pick<OrderRequest, 'subject' | 'database' | 'tablesBefore'> {
  /** What each of two branches adds, in the order of plans; the branches have nothing in common. */
  readonly branches: readonly [readonly string[], readonly string[]];
  /** Called before beginnings are run. */
  readonly onTry?: () => void;
}

/**
 * The first two statements that do not commute: looks for the shortest beginning of the first branch that does not
 * commute with the whole second one, then for the shortest beginning of the second that does not commute with that. By
 * halves, so that some ten runs find them among a thousand statements; where statements undo each other, it is one such
 * pair and not always the first. `undefined` when the two whole branches commute (the fault is in their downgrade).
 */
export async function findPair(request: PairRequest): Promise<readonly [StatementPlace, StatementPlace] | undefined> {
  const { subject, branches } = request;
  const a = statementsOf(subject, branches[0]);
  const b = statementsOf(subject, branches[1]);
  const [all, allOthers] = [a.statements.length, b.statements.length];
  if (all === 0 || allOthers === 0 || (await commute(request, a, all, b, allOthers))) return undefined;
  const first = await shortest(all, async (count) => !(await commute(request, a, count, b, allOthers)));
  const second = await shortest(allOthers, async (count) => !(await commute(request, a, first, b, count)));
  const [ours, theirs] = [a.statements[first - 1], b.statements[second - 1]];
  return ours === undefined || theirs === undefined ? undefined : [ours.place, theirs.place];
}

/** The least count in 1…all for which `fails` holds; it is known to hold for all and not for 0. */
async function shortest(all: number, fails: (count: number) => Promise<boolean>): Promise<number> {
  let [good, bad] = [0, all];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (await fails(middle)) bad = middle;
    else good = middle;
  }
  return bad;
}

async function commute(
  { subject, database, tablesBefore, onTry }: PairRequest,
  a: BranchStatements,
  countA: number,
  b: BranchStatements,
  countB: number,
): Promise<boolean> {
  onTry?.();
  const [ours, theirs] = [beginningOf(subject, a, countA), beginningOf(subject, b, countB)];
  const cut = [ours.cut, theirs.cut].filter((file) => file !== undefined);
  const partial = cut.length === 0 ? subject : new Subject(subject.tools, cut);
  const run = (legs: readonly (readonly string[])[]) =>
    runOrder({ subject: partial, database, legs, tablesBefore, wayBack: false });
  const [first, second] = await Promise.all([run([ours.ids, theirs.ids]), run([theirs.ids, ours.ids])]);
  if (first.kind === 'failed' || second.kind === 'failed') return false;
  const { difference } = await compareOrders(first.state, second.state, () => run([ours.ids, theirs.ids]));
  return difference === undefined;
}
