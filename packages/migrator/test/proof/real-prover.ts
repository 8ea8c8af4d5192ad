import { afterAll } from 'vitest';
import type { Prover } from '../../src/ports/proof/proof.ts';
import { createProver } from '../../src/proof/prover.ts';
import { proofTools } from './proof-kit.ts';

const opened: ReturnType<typeof proofTools>[] = [];

/** Has the tools of this file's real provers closed when its tests are over. */
export function shareProvers(): void {
  afterAll(closeProvers);
}

/** Closes the tools of all provers until now, for a next workspace. */
export async function closeProvers(): Promise<void> {
  for (const tools of opened.splice(0)) await tools.close();
}

/** A prover that opens its tools for a workspace when it is first asked: the workspace is made with its prover. */
export function realProver(workspace: () => { readonly root: string }): Prover {
  let prover: Prover | undefined;
  const real = (): Prover => {
    if (prover !== undefined) return prover;
    const tools = proofTools(workspace().root);
    opened.push(tools);
    prover = createProver(tools);
    return prover;
  };
  return {
    prove: (request) => real().prove(request),
    build: (parts) => real().build(parts),
    builtBy: (heads) => real().builtBy(heads),
    builtInTurn: (onBuilt) => real().builtInTurn(onBuilt),
  };
}
