import { MigratorError, type Outcome } from '../migrator-error.ts';

export type NotADevelopmentDatabase = {
  /** Without a password. */
  readonly database: string;
  /** The command line, without `migrate`. */
  readonly command: string;
} & ({ readonly problem: 'remote' } | { readonly problem: 'protected'; readonly environment: string });

/**
 * A command for development databases was given another database.
 * @cause The database belongs to a protected environment, or is on another machine than this one.
 * @repair Work on the embedded database (`--embedded`) or on one on this machine. If a database on another machine is
 * yours alone, pass `--allow-remote`; these commands never change a protected environment.
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
      message: `${database} ${why}: this command is for development databases. Nothing was changed.`,
      hint,
    });
  }
}
