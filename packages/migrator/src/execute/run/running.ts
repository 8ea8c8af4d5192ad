import type { Held } from '../lease/held-lease.ts';
import type { Notices } from './notices.ts';
import type { RunControl } from './run-control.ts';
import type { RunProgress } from './run-progress.ts';

/**
 * What the steps of a run share: the part of the database that they use under the lease, time and stopping, and how it
 * is reported.
 */
export interface Running<Database> {
  readonly held: Held<Database>;
  readonly control: RunControl;
  readonly progress: RunProgress;
  readonly notices: Notices;
}
