import { keepsData } from '../../sql/statement/keeps-data.ts';
import type { PreparedStep } from '../prepared-step.ts';

/**
 * Which steps may lose data, a line each. Fails closed: a downgrade, what its marker says is lost, code, and every
 * statement that is not known to keep what is stored.
 */
export function lossesOf(steps: readonly PreparedStep[]): readonly string[] {
  return steps.flatMap((prepared) => {
    const { revision, direction } = prepared;
    const why = lossOf(prepared);
    return why === undefined
      ? []
      : [`${direction === 'upgrade' ? '↑' : '↓'} ${revision.id}  ${revision.slice}: ${why}`];
  });
}

function lossOf({ file, direction, revision, statements }: PreparedStep): string | undefined {
  const lossy = file[direction]?.lossy;
  if (lossy !== undefined) return lossy;
  if (direction === 'downgrade') return 'reverts what was built since';
  if (revision.kind === 'ts') return 'runs code';
  const found = statements.find(({ sql }) => !keepsData(sql));
  return found === undefined ? undefined : `line ${found.line} may drop or overwrite data`;
}
