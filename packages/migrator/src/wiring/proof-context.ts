import { availableParallelism } from 'node:os';
import type { RunContext } from '../commands/shared/context.ts';
import type { ProofContext } from '../commands/validate/validate.ts';
import type { ProofListener } from '../proof/proof-event.ts';
import { type ProofTools, proofRunnerOptions } from '../proof/proof-tools.ts';
import type { Context } from './open-context.ts';
import { packageVersion } from './package-version.ts';

/** What a context needs besides to prove revisions. The scratch server starts when the first proof asks for it. */
export function proofContext<Base extends RunContext & Pick<Context, 'settings'>>(
  context: Base,
): Base & ProofContext & { closeProofs(): Promise<void> } {
  let opened: Promise<{ readonly tools: ProofTools; close(): Promise<void> }> | undefined;
  const open = async () => {
    const { openProofTools } = await import('../adapters/scratch/open-proof-tools.ts');
    return openProofTools({
      shadowUrl: context.settings.shadowUrl,
      stateSchema: context.settings.stateSchema,
      root: context.workspace.root,
      workspace: context.workspace,
      toolVersion: packageVersion(),
      ambient: context.ambient,
      identity: context.identity,
      runnerOptions: proofRunnerOptions(context.runnerOptions),
      stop: context.stop,
      dataRunner: context.dataRunner,
      parallel: availableParallelism(),
    });
  };
  return {
    ...context,
    async proofTools() {
      opened ??= open();
      return (await opened).tools;
    },
    onProof: asLogLines(context),
    async closeProofs() {
      await (await opened)?.close();
    },
  };
}

/** Progress through the listener that the command line has: a line for each revision. */
function asLogLines({ onEvent }: RunContext): ProofListener {
  return (event) => {
    if (event.type !== 'revision-proven') return;
    const { type: _, verdict, durationMs, ...place } = event;
    const line = `${verdict === 'proven' ? '✓' : '✗'} ${place.n}/${place.of} ${place.revision}  ${place.slice}  ${place.message}  ${durationMs} ms`;
    onEvent({ type: 'log', ...place, direction: 'upgrade', line });
  };
}
