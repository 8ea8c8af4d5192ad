import type { ForeignHistory } from '../../adopt/foreign-history.ts';
import type { LedgerProblem, LedgerState } from '../../adopt/foreign-ledger.ts';
import { gapsOf } from '../../adopt/ledger/gaps-of.ts';

/** Migrations that `--accept` names count as applied, and rows that it names are ignored. */
export function accepted(state: LedgerState, accept: readonly string[], history: ForeignHistory): LedgerState {
  if (accept.length === 0) return state;
  const names = new Set(accept);
  const applied = new Set([...state.appliedKeys, ...accept]);
  const appliedKeys = history.revisions.flatMap(({ key }) => (applied.has(key) ? [key] : []));
  const left = state.problems.filter((each) => each.problem !== 'gap' && !names.has(acceptableOf(each)));
  return { appliedKeys, problems: [...left, ...gapsOf(appliedKeys, history)] };
}

/** The value of `--accept` for a problem. */
export function acceptableOf(problem: LedgerProblem): string {
  switch (problem.problem) {
    case 'row-without-file':
      return problem.row.split(' ')[0] ?? problem.row;
    case 'gap':
      return problem.missing[0] ?? problem.key;
    default:
      return problem.key;
  }
}

/** For people. */
export function describeProblem(problem: LedgerProblem): string {
  switch (problem.problem) {
    case 'row-without-file':
      return `row ${problem.row} comes from no file`;
    case 'file-edited':
      return `${problem.source} was edited after it ran`;
    case 'applied-twice':
      return `${problem.source} is recorded twice`;
    case 'failed':
      return `${problem.key} ${problem.said}`;
    case 'gap':
      return `${problem.key} is recorded, but ${problem.missing.join(', ')}, which it builds on, is not`;
  }
}
