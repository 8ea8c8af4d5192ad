import { observeRevisions } from '../../../proof/observe/observe-revisions.ts';
import type { Workbench } from '../workbench.ts';
import type { Observe } from './lint-bench.ts';

/** Observes on the scratch server, which starts when it is first needed. */
export function onScratch({ proofs }: Pick<Workbench, 'proofs'>): Observe {
  return async (files, sizes) => {
    const tools = await proofs();
    return { serverVersion: await tools.server.version(), observed: await observeRevisions(tools, files, sizes) };
  };
}
