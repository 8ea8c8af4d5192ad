import { printRevisionFile } from '../../revision/print-revision-file.ts';
import type { Revision } from '../../revision/revision.ts';

/**
 * The text of a merge: two empty sections, or an upgrade with these statements. Throws an `UnprintableRevisionError`.
 */
export function mergeFileText(revision: Revision, statements: readonly string[] = []): string {
  return printRevisionFile({
    revision,
    upgrade: { statements: statements.map((sql) => ({ sql })) },
    downgrade: { statements: [] },
  });
}

/** Comments for those who review the file. */
export function orderNotes(order: readonly string[]): readonly string[] {
  return [
    `Order chosen: ${order.join(', then ')}. The statements bring a database that got them in another order to the`,
    'schema of this one, and change nothing in a database that has it. Nothing is to be reverted with them.',
  ];
}
