import { MigratorError, type Outcome } from '../migrator-error.ts';

export type NotADevelopmentDatabase = {
  /** Without a password. */
  readonly database: string;
  /** The command line, without `migrate`. */
  readonly command: string;
} & ({ readonly problem: 'remote' } | { readonly problem: 'protected'; readonly environment: string });

/**
 * A command that is for databases of development was given another one.
 * @cause The database belongs to a protected environment, or is on another machine than this one.
 * @repair Work on the embedded database (`--embedded`) or on one of this machine. Where a database on another machine
 * is your own, say so with `--allow-remote`; a protected environment is never changed by these commands.
 */
export class NotADevelopmentDatabaseError extends MigratorError<NotADevelopmentDatabase> {
  readonly code = 'not-a-development-database';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: NotADevelopmentDatabase) {
    const { database, command } = facts;
    const [why, hint] =
      facts.problem === 'remote'
        ? ['is on another machine', `If it is yours alone: migrate ${command} --allow-remote`]
        : [
            `belongs to the protected environment ${facts.environment}`,
            `Work on the embedded database: migrate ${command} --embedded`,
          ];
    super(facts, {
      message: `${database} ${why}: this command is for databases of development. Nothing was changed.`,
      hint,
    });
  }
}
