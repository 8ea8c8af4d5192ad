/** Files that new revisions are written from, relative to the workspace (`revisions.template`). */
export interface RevisionTemplates {
  /** Of generated revisions and `--empty`. */
  readonly sql?: string;
  /** Of `--data`. */
  readonly ts?: string;
}
