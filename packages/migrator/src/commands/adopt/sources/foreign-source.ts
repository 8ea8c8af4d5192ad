import type { ForeignHistory } from '../../../adopt/foreign-history.ts';
import type { ForeignLedger } from '../../../adopt/foreign-ledger.ts';
import type { Slice } from '../../../revision/slice.ts';
import type { AdoptBench, AdoptOptions } from '../adopt-options.ts';

/** The history of another tool, and how its ledger is read. */
export interface ForeignSource {
  /** Of the migrations, relative to the workspace root. */
  readonly folder: string;
  readonly history: ForeignHistory;
  readonly ledger: ForeignLedger;
}

/** Finds and reads a history of one tool. Throws a `ForeignFolderError` and what the reader throws. */
export type ReadSource = (bench: AdoptBench, options: AdoptOptions, slice: Slice) => Promise<ForeignSource>;
