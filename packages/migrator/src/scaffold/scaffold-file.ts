/** A file to be written; the path is relative to the workspace root, with `/`. */
export interface ScaffoldFile {
  readonly path: string;
  readonly text: string;
}
