import type { RevisionFile } from '../../revision/revision-file.ts';
import type { Catalog } from '../../schema/entity/catalog.ts';
import type { DefaultDifference } from '../schema-differ.ts';
import type { ScratchDatabase } from './scratch.ts';

/**
 * What the downgrade does to rows. `lossless`: they come back as they were. `lossy`: some of what was written is lost,
 * as the marker says. `row-dependent`: rows can make it fail, as the marker says. `irreversible`: there is no
 * downgrade, as the marker says.
 */
export type WayBack = 'lossless' | 'lossy' | 'row-dependent' | 'irreversible';

/** A revision that was run up, down and up again on a scratch database with rows in it. */
export interface Proof {
  readonly revision: string;
  readonly checksum: string;
  /** Hash of the file, of all below it, and of the tools: the same key has the same proof. */
  readonly key: string;
  /** Of the catalogs without owners and the order of columns: SHA-256, hex. */
  readonly catalogBefore: string;
  readonly catalogAfter: string;
  readonly wayBack: WayBack;
  /**
   * `table` or `table.column` whose rows or values a round trip did not bring back; only where a marker says that
   * something is lost.
   */
  readonly lost: readonly string[];
  /**
   * Why certain rows make the upgrade fail (NULLs, extreme values), in the server's words; absent if no generated row
   * did.
   */
  readonly upgradeNeeds?: string;
  /** Tables into which no row could be put, and why: nothing is proven of rows in them. */
  readonly unseeded: readonly UnseededTable[];
  readonly serverVersion: string;
  readonly toolVersion: string;
  readonly durationMs: number;
}

export interface UnseededTable {
  /** `schema.table`. */
  readonly table: string;
  readonly why: string;
}

/** What the catalog must be after the upgrade. */
export interface ProofTarget {
  /** A promise is awaited after the first upgrade. */
  readonly catalog: Catalog | Promise<Catalog>;
  /**
   * What both catalogs are reduced to before they are compared; for what the schema cannot express, and for other
   * slices.
   */
  readonly view?: (catalog: Catalog) => Catalog;
  /**
   * Reads back the defaults that the schema gives to columns, with the revision applied, and returns those that differ.
   */
  readonly judgeDefaults?: (database: Pick<ScratchDatabase, 'queryRows'>) => Promise<readonly DefaultDifference[]>;
  /** Called, once or more, when the server has been asked what an upgrade made: for what can be done meanwhile. */
  readonly whileRead?: () => void;
}

export interface ProofRequest {
  /**
   * The files as they would be written, parents and dependencies first. They need not exist; one with the id of an
   * existing revision replaces it.
   */
  readonly drafts: readonly RevisionFile[];
  /** Existing revisions that the drafts replace, and that are left out. */
  readonly without?: readonly string[];
  /**
   * Compared after the last draft, which is proven on exactly what is below it: other drafts count only as far as it
   * needs them.
   */
  readonly target?: ProofTarget;
  /** Revisions that are applied besides the ancestors of the drafts, for example the heads of all slices. */
  readonly beside?: readonly string[];
}

/**
 * Proves revisions before they are written. Throws a `ProofFailedError` of `errors/proof/`; other errors mean that
 * nothing could be proven.
 */
export interface Prover {
  prove(request: ProofRequest): Promise<readonly Proof[]>;
  /**
   * The catalog that statements make of an empty database: the fresh build of a schema. They may come in parts, which
   * are run while the next ones are made.
   */
  build(parts: Iterable<readonly string[]> | AsyncIterable<readonly string[]>): Promise<Catalog>;
  /**
   * The catalog that the revisions below these heads, and they, make of an empty database. Throws what the runner
   * throws when one of them fails.
   *
   * @param drafts revisions that have no files yet
   */
  builtBy(heads: readonly string[], drafts?: readonly RevisionFile[]): Promise<Catalog>;
  /**
   * Runs the whole graph on one empty database, and passes the catalogs before and after each revision to `onBuilt`.
   * Throws what the runner throws when one of them fails; those before it were passed on.
   */
  builtInTurn(onBuilt: (revision: string, before: Catalog, after: Catalog) => void): Promise<void>;
}

/** A whole history that was built from nothing in several orders, all of which ended with the same catalog. */
export interface HistoryProof {
  /** Hash of all files and of the tools. */
  readonly key: string;
  readonly heads: readonly string[];
  /** `plan`, `slices early`, `slices late`, `shuffled 7` …; those that are the same were tried once. */
  readonly orders: readonly string[];
  readonly seed: number;
  /** Of the catalog without owners and the order of columns: SHA-256, hex. */
  readonly catalog: string;
  /** Of the snapshots that match the catalog: SHA-256, hex; empty until they are compared. */
  readonly snapshots: string;
  readonly serverVersion: string;
  readonly toolVersion: string;
  readonly durationMs: number;
}

/** Keeps proofs between runs. A broken entry counts as missing. */
export interface ProofCache {
  read(key: string): Proof | undefined;
  write(proof: Proof): void;
  readHistory(key: string): HistoryProof | undefined;
  writeHistory(proof: HistoryProof): void;
}

/** The schema of a real database, without Braid's own, and the version of its server. */
export interface LiveCatalog {
  readonly catalog: Catalog;
  readonly serverVersion: string;
}
