import type { RevisionRecord } from './revision-record.ts';

/** One change of the state without running anything: `stamp` and `repair`. */
export type StateChange =
  | { readonly kind: 'add'; readonly record: RevisionRecord }
  | { readonly kind: 'remove'; readonly revision: string; readonly slice: string }
  | { readonly kind: 'accept-checksum'; readonly revision: string; readonly slice: string; readonly checksum: string }
  /** Says what happened to the statement whose outcome the catalog cannot tell. */
  | { readonly kind: 'settle-half-run'; readonly revision: string; readonly slice: string; readonly done: boolean }
  /** Forgets the progress of a `transaction=off` revision. */
  | { readonly kind: 'drop-half-run'; readonly revision: string; readonly slice: string };
