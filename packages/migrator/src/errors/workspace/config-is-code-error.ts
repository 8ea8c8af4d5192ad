import { MigratorError, type Outcome } from '../migrator-error.ts';

export interface ConfigIsCode {
  readonly file: string;
  /** The command that would have had to run it. */
  readonly command: string;
}

/**
 * The configuration would have to be run to be known, and this command runs no code of the workspace.
 * @cause `migrate.config.ts` or `.mjs` computes its values (a function, `process.env`, an import), and `heads`,
 * `history`, `show`, `graph`, `branches` and `plan` can be used on a checkout that nobody has read.
 * @repair If you trust the workspace, add `--run-config`. Otherwise write the values down as plain data, which is read
 * without running it.
 */
export class ConfigIsCodeError extends MigratorError<ConfigIsCode> {
  readonly code = 'config-is-code';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: ConfigIsCode) {
    super(facts, {
      message: `${facts.file} computes its values, and this command runs no code of the workspace.`,
      hint: `If you trust this workspace: migrate ${facts.command} --run-config. Without it: write the values down as plain data.`,
    });
  }
}
