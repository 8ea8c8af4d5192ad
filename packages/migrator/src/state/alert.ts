import type { RunReport } from './run-report.ts';

/** An event that can be an alert. */
export type AlertKind = 'failed' | 'slow' | 'locks' | 'downgrade' | 'drift';

/** What is reported, once, when it happens. As `format: "json"` sends it. */
export interface Alert {
  readonly version: 1;
  readonly kind: AlertKind;
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** The environment of the configuration; `null` where none was chosen or recognised. */
  readonly environment: string | null;
  /** One line. */
  readonly title: string;
  /** What to know and what to do about it; may be empty. */
  readonly text: string;
  /** The run, once it is over; `null` while it runs, and for drift. */
  readonly run: RunReport | null;
}
