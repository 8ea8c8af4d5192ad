/** A line between two rows of a drawing; rows are numbered from the top. */
export interface Line {
  readonly from: number;
  readonly to: number;
  readonly direct: boolean;
}
