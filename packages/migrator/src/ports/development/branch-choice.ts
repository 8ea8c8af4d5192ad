/** Which database of the embedded server is used on which git branch. */
export interface BranchChoice {
  /** The branch whose database is used whatever is checked out; `null`: that of the checked-out branch. */
  readonly use: string | null;
  /** Names of databases by branch. Other branches use the database of the main branch. */
  readonly databases: Readonly<Record<string, string>>;
}

/** Stores the choice of this workspace on this machine. */
export interface BranchChoices {
  read(): BranchChoice;
  write(choice: BranchChoice): void;
  /** The database of the embedded server to use now; `undefined`: that of the main branch. */
  chosen(): string | undefined;
}
