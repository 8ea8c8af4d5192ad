import type { MigratorError } from '../../errors/migrator-error.ts';

/** A section failed in a way that other rows could change: these are no measure of it. Never leaves `proof/`. */
export class RowsRefused extends Error {
  /** `again`: the upgrade after the downgrade. */
  readonly phase: 'upgrade' | 'downgrade' | 'again';
  readonly error: MigratorError;

  constructor(phase: 'upgrade' | 'downgrade' | 'again', error: MigratorError) {
    super(error.message);
    this.phase = phase;
    this.error = error;
  }
}
