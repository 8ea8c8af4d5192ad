import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import { MigratorError } from '../migrator-error.ts';

export interface StateFormatNewer {
  readonly target: string;
  /** The format of the state in the database. */
  readonly found: number;
  /** The newest format that this version knows. */
  readonly known: number;
}

/**
 * A newer version of Braid has written the state of this database.
 * @cause A colleague or a deployment uses a newer `@braid/migrator` than this checkout.
 * @repair Update `@braid/migrator` to the version that the others use.
 */
export class StateFormatNewerError extends MigratorError<StateFormatNewer> {
  readonly code = 'state-format-newer';
  constructor(facts: StateFormatNewer) {
    const { target, found, known } = facts;
    super(facts, {
      message: `The state in ${target} has format ${found}; this version of Braid knows formats up to ${known}`,
      hint: 'Update @braid/migrator to the version that the others use.',
    });
  }
}

/** An event trigger of the database. */
export interface EventTrigger {
  readonly name: string;
  /** The called function, with its schema and arguments. */
  readonly calls: string;
}

export interface EventTriggerForbids {
  readonly target: string;
  /** What the server said. */
  readonly said: string;
  readonly triggers: readonly EventTrigger[];
}

/**
 * The tables of the state could not be created in a database that has event triggers.
 * @cause A function of an event trigger forbids DDL, or fails itself; the message quotes what it raised.
 * @repair Disable the trigger (`alter event trigger … disable`), run `migrate ensure-version`, and enable it again; or
 * make its function allow the role and the schema of the state. Revisions with DDL need the same.
 */
export class EventTriggerForbidsError extends MigratorError<EventTriggerForbids> {
  readonly code = 'event-trigger-forbids';
  constructor(facts: EventTriggerForbids) {
    const { target, said, triggers } = facts;
    const names = triggers.map(({ name, calls }) => `${name} (calls ${calls})`).join(', ');
    const disable = triggers.map(({ name }) => `alter event trigger ${quoteIdentifier(name)} disable;`).join(' ');
    super(facts, {
      message: `The state could not be created in ${target}: ${said}. Event triggers there: ${names}`,
      hint: `If one of them forbids it, as a superuser: ${disable} Then run: migrate ensure-version, and enable it again.`,
    });
  }
}

export interface StateStatementFailure {
  /** What the statement was for: `Reading the state`. */
  readonly doing: string;
  /** What the server said. */
  readonly message: string;
  readonly target?: string;
  readonly sqlState?: string;
  readonly detail?: string;
  /** The server's own hint. */
  readonly hint?: string;
  readonly where?: string;
  readonly schema?: string;
  readonly table?: string;
  readonly column?: string;
  readonly constraint?: string;
}

/**
 * One of Braid's own statements on its state failed for a reason without its own error code.
 * @cause The disk of the server is full, or somebody changed the tables in the schema of the state by hand.
 * @repair Repair what the server names and run the same command again.
 */
export class StateStatementFailedError extends MigratorError<StateStatementFailure> {
  readonly code = 'state-statement-failed';
  constructor(facts: StateStatementFailure) {
    const { doing, message, sqlState, hint } = facts;
    super(facts, {
      message: `${doing} failed: ${message}`,
      hint:
        sqlState === '53100'
          ? 'Free space on the disk of the server (or tablespace), then run the same command again.'
          : (hint ?? 'Repair what the server names and run the same command again.'),
    });
  }
}
