import type { RevisionGraph } from '../../../graph/structure/revision-graph.ts';

/** The revision files as an earlier command read them; nothing of it counts before {@link areSame} says so. */
export interface KeptRevisions {
  /** Made when first asked for, which takes a part of the time that reading the files takes. */
  readonly graph: RevisionGraph;
  /** Of a database in which all of them are applied: see `digestOf`. */
  readonly digest: string;
  /** What such a database is at, by slice, then id. */
  readonly heads: readonly string[];
  /** Whether the file system knows of no change since; asks it about a few files at a time. */
  areSame(): Promise<boolean>;
}

/** What commands have kept of the revision files for later ones. */
export interface RevisionIndex {
  /** `undefined` where nothing is kept, and where there are other files. */
  read(): KeptRevisions | undefined;
  /** Where a database with these heads is (see `whereText`), if files that were found unchanged tell. */
  placeOf(heads: readonly string[]): string | undefined;
  /** Keeps what the files say now, where that is worth reading them again. Never fails. */
  refresh(): Promise<void>;
}
