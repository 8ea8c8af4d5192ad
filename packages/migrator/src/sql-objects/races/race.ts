import type { RevisionEffects } from '../ownership/placed-statement.ts';

/** A revision with what its statements reach. */
export interface RevisionFootprints extends Pick<RevisionEffects, 'revision' | 'slice' | 'file' | 'upgrade'> {
  /** Absent: nothing is known about the downgrade. */
  readonly downgrade?: RevisionEffects['downgrade'];
  /** The numbers of the revisions directly below it, parents and dependencies, in the history that it is part of. */
  readonly down: readonly number[];
}

/** One of two revisions that nothing orders. */
export interface RaceSide {
  readonly revision: string;
  readonly slice: string;
  readonly file: string;
  readonly line: number;
  /** Whether it is done when the revision is applied, or when it is reverted. */
  readonly direction: 'upgrade' | 'downgrade';
  /** `renames or drops`, `refers to`, `writes rows of` … */
  readonly does: string;
}

/**
 * Two revisions that no path of the graph orders, of which one changes what the other reads or changes, when it is
 * applied or when it is reverted.
 */
export interface Race {
  /** The one that has to wait for the other. */
  readonly later: RaceSide;
  readonly earlier: RaceSide;
  /** `orders`, `column orders.total`, `value "open" of mood`. */
  readonly thing: string;
}

/** A statement whose effect cannot be read, in a revision that others are not ordered with. */
export interface UnknownStatement {
  readonly revision: string;
  readonly slice: string;
  readonly file: string;
  readonly line: number;
}

/** A revision that creates an extension of which it is not known what it brings along. */
export interface UnknownExtension extends UnknownStatement {
  readonly extension: string;
}

export interface Races {
  /** At most one for each pair of revisions. */
  readonly races: readonly Race[];
  /** At most one for each revision. */
  readonly unknown: readonly UnknownStatement[];
  /** Those that revisions may use which nothing orders with them, and which do not create it themselves. */
  readonly extensions: readonly UnknownExtension[];
}
