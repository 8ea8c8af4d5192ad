/** The editor of the person at the terminal. */
export interface Editor {
  /** Opens a file (absolute path) and resolves when the editor is closed. Throws an `EditorError`. */
  edit(path: string): Promise<void>;
}
