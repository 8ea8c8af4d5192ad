/** The question before data is lost. */
export interface Confirmation {
  /** One line: `Revert 2 revisions on production?` */
  readonly question: string;
  /** What would be lost, a line each. */
  readonly losses: readonly string[];
}

/** A person at a terminal. */
export interface Confirmer {
  /** False when the person says no or gives up. */
  confirm(confirmation: Confirmation): Promise<boolean>;
}

/** The confirmation between a command and an irreversible operation. */
export interface Safety {
  /** The environment with `"protected": true` that the chosen database belongs to, if any. */
  readonly protectedEnvironment: () => Promise<string | undefined>;
  /** Absent without an interactive terminal. */
  readonly confirmer?: Confirmer | undefined;
  /** `--yes`: answered in advance. */
  readonly yes: boolean;
  /** `--confirm`: confirms the plan with this hash, and no other. */
  readonly confirm?: string | undefined;
  /** The coding agent that runs the command, if one does. */
  readonly agent?: string | undefined;
  /** The command line for hints, without `migrate`. */
  readonly command: string;
  /** The option in it that names the database: `--env production`. */
  readonly databaseOption?: string | undefined;
}
