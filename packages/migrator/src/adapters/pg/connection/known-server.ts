import type { ServerFacts } from '../state/read-beginning.ts';

/** What is the same for every database of a server, unless a pooler is in between. */
export interface KnownServer {
  readonly facts: ServerFacts;
  /** The role has a `transaction_timeout`: sessions start without it. */
  readonly hasTransactionLimit: boolean;
}
