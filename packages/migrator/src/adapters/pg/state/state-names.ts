import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';

/** The quoted, qualified names of the objects in the state schema. */
export interface StateNames {
  /** As configured, unquoted. */
  readonly schema: string;
  readonly quotedSchema: string;
  readonly format: string;
  readonly applied: string;
  readonly log: string;
  readonly heads: string;
  readonly lease: string;
  readonly progress: string;
  readonly batch: string;
  readonly batchMinute: string;
  readonly seed: string;
  /** Functions. */
  readonly fence: string;
  readonly record: string;
  readonly refuseBlocked: string;
}

export function stateNames(schema: string): StateNames {
  const quotedSchema = quoteIdentifier(schema);
  const name = (object: string) => `${quotedSchema}.${quoteIdentifier(object)}`;
  return {
    schema,
    quotedSchema,
    format: name('format'),
    applied: name('applied'),
    log: name('log'),
    heads: name('heads'),
    lease: name('lease'),
    progress: name('progress'),
    batch: name('batch'),
    batchMinute: name('batch_minute'),
    seed: name('seed'),
    fence: name('fence'),
    record: name('record'),
    refuseBlocked: name('refuse_blocked'),
  };
}
