import type { ScratchDatabase } from '../../../ports/proof/scratch.ts';
import type { TableShape } from '../../../ports/proof/table-shape.ts';
import type { Solved } from '../checks/solve-checks.ts';
import type { SeedStyle } from '../seed-style.ts';
import { attemptAll } from './attempts.ts';
import { lookAtTable } from './look-at-table.ts';

/** What the checks of one table accept, whose keys point to the rows that are there. */
export async function solvedChecks(
  query: ScratchDatabase['query'],
  table: TableShape,
  style: SeedStyle,
): Promise<readonly Solved[]> {
  const looking = lookAtTable(table, style, 0);
  let step = looking.next([]);
  while (step.done !== true) step = looking.next(await attemptAll(query, step.value.attempts));
  return step.value.checked;
}
