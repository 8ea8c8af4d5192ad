import { type Explanation, MigratorError } from '../migrator-error.ts';

/**
 * `accept` and `forget`: it is not applied. `needed`: applied revisions need it. `needs`: revisions that it needs are
 * not applied.
 */
export type NotRepairable = { readonly revision: string } & (
  | { readonly problem: 'nothing-to-accept' | 'nothing-to-forget' | 'nothing-cut-short' | 'applied' }
  | { readonly problem: 'needed'; readonly by: readonly string[] }
  | { readonly problem: 'needs'; readonly missing: readonly string[] }
);

/**
 * A repair would make the state contradict the graph, or there is nothing to repair.
 * @cause This repair does not apply to the state of the given revision.
 * @repair Check with `migrate status`, then use the repair that the hint names.
 */
export class NotRepairableError extends MigratorError<NotRepairable> {
  readonly code = 'not-repairable';
  constructor(facts: NotRepairable) {
    const { message, hint } = explain(facts);
    super(facts, { message: `${facts.revision} cannot be repaired this way: ${message}.`, hint });
  }
}

function explain(facts: NotRepairable): Explanation {
  const { revision } = facts;
  switch (facts.problem) {
    case 'nothing-to-accept':
      return { message: 'it is not applied', hint: `migrate repair adopt ${revision} --reason "…"` };
    case 'nothing-to-forget':
      return { message: 'it is not applied, so there is nothing to forget', hint: 'migrate current' };
    case 'nothing-cut-short':
      return { message: 'none of its statements was interrupted', hint: 'migrate status' };
    case 'applied':
      return { message: 'it is applied already', hint: 'migrate current' };
    case 'needed':
      return {
        message: `${facts.by.join(', ')}, which needs it, is applied`,
        hint: `Forget that one first: migrate repair forget ${facts.by[0]} --reason "…"; or revert it: migrate downgrade ${revision}`,
      };
    case 'needs':
      return {
        message: `${facts.missing.join(', ')}, which it needs, is not applied`,
        hint: `migrate upgrade ${facts.missing[0]}; or adopt that one first: migrate repair adopt ${facts.missing[0]} --reason "…"`,
      };
  }
}
