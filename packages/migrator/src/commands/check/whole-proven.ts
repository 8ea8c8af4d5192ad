import { Subject } from '../../proof/round-trip/subject.ts';
import type { Workbench } from '../shared/workbench.ts';

/** Whether `validate` has built all heads of these very files from nothing, in this version of Braid and with these settings. */
export async function isWholeProven(bench: Pick<Workbench, 'graph' | 'proofs'>): Promise<boolean> {
  const graph = bench.graph();
  if (graph.size === 0) return true;
  const tools = await bench.proofs();
  const keys = new Subject(tools, [], graph).keys();
  return tools.cache.readHistory(keys.history(graph.effectiveHeads)) !== undefined;
}
