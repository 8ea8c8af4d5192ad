/** Events of `migrate dev` while it watches. Times are in milliseconds. */
export type DevEvent =
  /** Everything is applied, and it waits for the next save. */
  | {
      readonly type: 'dev-watching';
      readonly branch: string | null;
      readonly folders: number;
      /** Whether files are checked periodically, because the system does not report changes. */
      readonly polling: boolean;
    }
  /** A save is applied; `drafts` and `statements` are what it took, without secrets. */
  | {
      readonly type: 'dev-applied';
      readonly drafts: number;
      readonly statements: readonly string[];
      readonly durationMs: number;
    }
  /** A save was not applied: the database is as before. `waits`: a person has to say something first. */
  | {
      readonly type: 'dev-not-applied';
      readonly waits: boolean;
      readonly code: string;
      readonly message: string;
      readonly hint: string | null;
      readonly file: string | null;
      readonly line: number | null;
    };
