import { quoteForMessage } from '../files/revision-file-error.ts';
import type { RevisionPlace } from '../files/revision-place.ts';
import { DataRevisionError } from '../run/data-revision-errors.ts';

export type DataRevisionSteps = RevisionPlace & {
  readonly direction: 'upgrade' | 'downgrade';
  /** Line of the code, where a stack tells it: `features/events/migrations/x.ts:12`. */
  readonly at?: string;
} & (
    | {
        /** `op.step` or `op.batch` where the marker does not say `transaction=steps`. */
        readonly problem: 'not-declared';
        /** `op.batch`. */
        readonly call: string;
      }
    /** The name of a step is not 1 to 80 printable characters on one line. */
    | { readonly problem: 'name'; readonly name: string }
    /** Two steps have the same name. */
    | { readonly problem: 'twice'; readonly name: string }
    /** A step begins inside another one, or while another one runs. */
    | { readonly problem: 'nested'; readonly name: string }
    /** `op` is used outside the step that runs. */
    | { readonly problem: 'beside'; readonly statement: string }
    /** Code outside steps tries to change something; what the server said. */
    | { readonly problem: 'writes'; readonly said: string }
    /** The step with this name is done, and its code has changed. */
    | { readonly problem: 'edited'; readonly name: string }
    /** Another step, or none, comes in place of a finished step. */
    | { readonly problem: 'order'; readonly done: string; readonly found?: string }
  );

/**
 * The code of a data revision that runs step by step (`transaction=steps`) cannot be run so that each step runs once.
 * @cause Something is changed outside a step, steps run at the same time, or the code does not run the same steps in
 * the same order when it runs again from the top.
 * @repair Correct what the message names. Finished steps are remembered by name and code; put changes to them into a
 * new revision.
 */
export class DataRevisionStepsError extends DataRevisionError<DataRevisionSteps> {
  readonly code = 'data-revision-steps';
  constructor(facts: DataRevisionSteps) {
    const { problem, hint } = explain(facts);
    super(facts, { problem: facts.at === undefined ? problem : `${facts.at}: ${problem}`, hint });
  }
}

function explain(facts: DataRevisionSteps): { readonly problem: string; readonly hint: string } {
  switch (facts.problem) {
    case 'not-declared':
      return {
        problem: `${facts.call} needs a revision that runs step by step`,
        hint: `Write in the header: // migrate:${facts.direction} transaction=steps`,
      };
    case 'name':
      return {
        problem: `${quoteForMessage(facts.name)} is not a name for a step`,
        hint: "Give it 1 to 80 characters on one line: op.step('fill cents', async () => { … })",
      };
    case 'twice':
      return {
        problem: `two steps are named ${quoteForMessage(facts.name)}`,
        hint: 'Give each step its own name: Braid remembers finished steps by name.',
      };
    case 'nested':
      return {
        problem: `the step ${quoteForMessage(facts.name)} begins while another one runs`,
        hint: 'Await each op.step and op.batch, one after the other.',
      };
    case 'beside':
      return {
        problem: `\`${facts.statement}\` was sent outside the step that runs`,
        hint: 'Await each op.step and op.batch, and use op inside its function.',
      };
    case 'writes':
      return {
        problem: `only steps may change something: ${quoteForMessage(facts.said, 200)}`,
        hint: "Put it in a step, which runs once: await op.step('a name', async () => { … })",
      };
    case 'edited':
      return {
        problem: `the step ${quoteForMessage(facts.name)} is done, and its code was edited since`,
        hint: `Restore the step from git and run the same command again. To start over with the edited code: migrate repair forget ${facts.revision} --reason "…"`,
      };
    case 'order':
      return {
        problem: `the step ${quoteForMessage(facts.done)} is done, but now ${facts.found === undefined ? 'the code ends without it' : `${quoteForMessage(facts.found)} comes in its place`}`,
        hint: `Run the same steps in the same order, whatever the rows are. To start over from the first step: migrate repair forget ${facts.revision} --reason "…"`,
      };
  }
}
