import { UsageError } from '../../errors/workspace/usage-errors.ts';
import { refuseUnfit } from '../shared/refuse-unfit.ts';
import type { MergeOptions } from './merge-options.ts';

/** Refuses what cannot be together, before anything is run. */
export function checkOptions(options: MergeOptions): void {
  const { message, again, order, byHand, revisions = [], revisionId, branchLabels } = options;
  if (message !== undefined && (message.trim() === '' || /[\r\n]/.test(message))) {
    throw new UsageError(
      'A merge needs a message of one line, or none.',
      'migrate merge events -m "join the branches"',
    );
  }
  refuseUnfit(options);
  if (order !== undefined && byHand === true) {
    throw new UsageError(
      'With --order the statements are generated, with --by-hand a person writes them: not both.',
      'Take one of them away.',
    );
  }
  if (again === undefined) return;
  // An existing merge keeps its header.
  const others = [message, revisionId, branchLabels, order];
  if (revisions.length === 0 && byHand !== true && others.every((given) => given === undefined)) return;
  throw new UsageError(
    '--again proves a merge as it is: no revisions, message, id, labels or order beside it.',
    `migrate merge --again ${again}`,
  );
}
