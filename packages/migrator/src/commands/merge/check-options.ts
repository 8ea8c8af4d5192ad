import { UsageError } from '../../errors/usage/usage-error.ts';
import { refuseUnfit } from '../shared/refuse-unfit.ts';
import type { MergeOptions } from './merge-options.ts';

/** Refuses options that contradict each other, before anything is run. */
export function checkOptions(options: MergeOptions): void {
  const { message, again, order, byHand, revisions = [], revisionId, branchLabels } = options;
  if (message !== undefined && (message.trim() === '' || /[\r\n]/.test(message))) {
    throw new UsageError({ problem: 'message-not-one-line', command: 'merge' });
  }
  refuseUnfit(options);
  if (order !== undefined && byHand === true) {
    throw new UsageError({ problem: 'order-and-by-hand' });
  }
  if (again === undefined) return;
  // An existing merge keeps its header.
  const others = [message, revisionId, branchLabels, order];
  if (revisions.length === 0 && byHand !== true && others.every((given) => given === undefined)) return;
  throw new UsageError({ problem: 'again-takes-nothing-else', again });
}
