/** Schema files of a state, by the letter of the slice: `x` and `y`, `z` where a third is needed. `<x>` in a text is the slice's name. */
export interface State {
  readonly schemas: Readonly<Record<string, string>>;
  /** Files of `sql/`, by letter. */
  readonly sql?: Readonly<Record<string, string>>;
}

/** A change that spans slices. */
export interface Scenario {
  readonly name: string;
  readonly before: State;
  readonly after: State;
  readonly renames?: readonly string[];
  readonly created?: readonly string[];
  /** Rows of the state before. */
  readonly seed: string;
  /** The slices of the revisions in their order, where that is worth holding; by letter. */
  readonly order?: string;
  /** Rows are lost on the way, as the revision says. */
  readonly loses?: true;
  /** What the second round may not do: the code of the refusal. */
  readonly refused?: string;
}
