import { type Explanation, MigratorError } from '../migrator-error.ts';
import { type RunManner, rolledBack } from './rolled-back.ts';
import type { RunFacts } from './run-facts.ts';

/**
 * What was running. `start`: nothing yet. `run`: between revisions, with the number of finished ones. `revision`: in
 * the middle of one. `proof`: between proofs. `scratch-run`: a revision on a scratch database. `rehearsal`: making a
 * copy. `schema`: loading or comparing schemas. `call`: the signal was aborted before the call began. `wait`: waiting
 * for another runner or for the next attempt. `reconnect`: the connection was lost, so the effect of the last statement
 * is unknown.
 */
export type Interruption =
  | ({ readonly during: 'run'; readonly done: number; readonly of: number } & Partial<RunFacts>)
  | ({ readonly during: 'revision'; readonly revision: string } & RunManner & RunFacts)
  | { readonly during: 'reconnect'; readonly runId: string }
  | { readonly during: 'start' | 'proof' | 'scratch-run' | 'rehearsal' | 'schema' | 'call' | 'wait' };

/**
 * A signal stopped the run; everything that was committed is recorded.
 * @cause Somebody pressed Ctrl-C, a job or container was stopped, or a program aborted its `AbortSignal`.
 * @repair Run the same command again: it continues from there.
 */
export class InterruptedError extends MigratorError<Interruption> {
  readonly code = 'interrupted';
  constructor(facts: Interruption, options: ErrorOptions = {}) {
    super(facts, { ...explain(facts), cause: options.cause });
  }
}

function explain(facts: Interruption): Explanation {
  switch (facts.during) {
    case 'start':
      return { message: 'Stopped by a signal before anything ran', hint: 'Run the same command again.' };
    case 'run':
      return {
        message: `Stopped by a signal after ${facts.done} of ${facts.of} revisions; what is committed is recorded, nothing is half-done`,
        hint: 'Run the same command again: it continues from there.',
      };
    case 'revision':
      return {
        message: `Stopped by a signal in the middle of ${facts.revision}; rolled back: ${rolledBack(facts.revision, facts)}`,
        hint: 'Run the same command again: it continues from there.',
      };
    case 'reconnect':
      return {
        message: 'Stopped by a signal while the connection was lost; what is committed is recorded',
        hint: 'Run the same command again: it continues from there.',
      };
    case 'proof':
      return {
        message: 'Stopped by a signal',
        hint: 'Run the same command again: what was proven is not run again.',
      };
    case 'scratch-run':
      return {
        message: 'Stopped by a signal',
        hint: 'Nothing was written. Run the same command again: what was proven is not run again.',
      };
    case 'rehearsal':
      return { message: 'Stopped by a signal; the copy is dropped', hint: 'Run the same command again.' };
    case 'schema':
      return { message: 'Stopped by a signal', hint: 'Nothing was written.' };
    case 'call':
      return { message: 'Aborted before anything ran', hint: 'Call it again with a fresh AbortSignal.' };
    case 'wait':
      return { message: 'Stopped by a signal while waiting; nothing was changed', hint: 'Run the same command again.' };
  }
}
