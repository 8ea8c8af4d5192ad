import type { RunRequest } from '../run-request.ts';

/** The part of a run that waiting for the lease and connecting again need; `stamp` and `repair` have no more. */
export type LeaseSeeker = Pick<RunRequest, 'ambient' | 'database' | 'onEvent' | 'options' | 'pause' | 'stop'>;
