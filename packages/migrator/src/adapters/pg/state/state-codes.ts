/** SQLSTATEs of our own functions in the state schema; class BR is used by nobody else. */
export const stateCodes = {
  /** The token is not the newest any more: another runner took over. */
  leaseLost: 'BR001',
  /** A transaction that is too old holds a lock in the way. */
  blocked: 'BR002',
  /** The revision is recorded already, or not recorded although it is to be removed. */
  alreadyRecorded: 'BR003',
  /** The revision's own statements ended the transaction. */
  transactionEnded: 'BR004',
  /** Batches did not come as far as the run believes: a server that crashed, or took over, has lost the last ones. */
  batchesMoved: 'BR005',
  /** A newer Braid made the state: nothing of it may be replaced. */
  formatNewer: 'BR006',
} as const;
