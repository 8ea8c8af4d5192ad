export type PythonTokenKind = 'name' | 'string' | 'number' | 'symbol';

/** A token of Python source; comments and line ends are not tokens. */
export interface PythonToken {
  readonly kind: PythonTokenKind;
  readonly text: string;
  /** 1-based. */
  readonly line: number;
  /** 0-based offset in its line: 0 for what begins a statement of the module. */
  readonly column: number;
  /** Whether it is the first of its logical line: not a continuation in brackets or after a backslash. */
  readonly first: boolean;
}
