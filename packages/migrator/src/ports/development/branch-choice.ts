/** Which database of the embedded server is used on which git branch. */
export interface BranchChoice {
  /** The branch whose database counts whatever is checked out; `null`: that of the branch that is checked out. */
  readonly use: string | null;
  /** By branch. On others the database of the main branch counts. */
  readonly databases: Readonly<Record<string, string>>;
}

/** Keeps the choice of this workspace, on this machine. */
export interface BranchChoices {
  read(): BranchChoice;
  write(choice: BranchChoice): void;
  /** The database of the embedded server that counts now; `undefined`: that of the main branch. */
  chosen(): string | undefined;
}
