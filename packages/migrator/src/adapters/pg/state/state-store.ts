import {
  DatabaseReadOnlyError,
  MissingRightError,
  ServerTooOldError,
  WrongServerSettingError,
} from '../../../errors/database/server-errors.ts';
import {
  type EventTrigger,
  EventTriggerForbidsError,
  StateFormatNewerError,
} from '../../../errors/database/state-errors.ts';
import type { ServerFailure } from '../../../ports/database/server-failure.ts';
import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import type { AppliedDigest } from '../../../state/applied/applied-digest.ts';
import type { AppliedGroup } from '../../../state/applied-group.ts';
import type { DatabaseState } from '../../../state/database-state.ts';
import type { PgConnection } from '../connection/connection.ts';
import type { KnownServer } from '../connection/known-server.ts';
import { firstWithTransactionTimeout } from '../connection/own-limits.ts';
import type { ScriptOutcome } from '../connection/session.ts';
import { Script } from '../run/script.ts';
import { withHeadsView } from './heads-view.ts';
import { parseAppliedGroups, parseDigest, readAppliedScript, readDigestScript } from './read-applied.ts';
import { parseBeginning, type ServerFacts, statementsBeforeState } from './read-beginning.ts';
import { addReadState, parseState } from './read-state.ts';
import { stateCodes } from './state-codes.ts';
import { createState, refuseNewerState, stateCreationLock, stateFormat } from './state-schema.ts';

/** Undefined table or schema: the state is not there yet. */
const notThere = new Set(['42P01', '3F000']);

/** Reads and creates the state schema. */
export class StateStore {
  readonly #connection: PgConnection;
  #facts: ServerFacts | undefined;
  #isOld = false;

  constructor(connection: PgConnection) {
    this.#connection = connection;
    const { server } = connection.options;
    if (server !== undefined) this.#learn(server.facts);
  }

  /** What other databases of the server need not ask; `undefined` where nobody has looked yet, and behind a pooler. */
  get server(): KnownServer | undefined {
    if (this.#facts === undefined || this.pooled) return undefined;
    return { facts: this.#facts, hasTransactionLimit: this.#connection.hasTransactionLimit };
  }

  /** For messages. */
  get #target(): string {
    return this.#connection.target.display;
  }

  #learn(facts: ServerFacts): void {
    this.#facts = facts;
    this.#connection.hasTransactionTimeout = facts.versionNumber >= firstWithTransactionTimeout;
  }

  /** On a new connection when the old one is lost: what is read is the state now, whatever was sent before. */
  async readState(): Promise<DatabaseState> {
    const { names, options } = this.#connection;
    return this.take(await this.#read(addReadState(new Script(), names, options.looksMs)), 0);
  }

  async readApplied(): Promise<readonly AppliedGroup[]> {
    const { names, options } = this.#connection;
    const outcome = await this.#read(readAppliedScript(names, options.looksMs));
    return this.#exists(outcome, 0) ? parseAppliedGroups(outcome) : [];
  }

  async readDigest(): Promise<AppliedDigest | undefined> {
    const { names, options } = this.#connection;
    const outcome = await this.#read(readDigestScript(names, options.looksMs));
    return this.#exists(outcome, 0) ? parseDigest(outcome) : undefined;
  }

  /** The state in the answer to a script whose statement number `first` was the first of `addReadState`. */
  take(outcome: ScriptOutcome, first: number): DatabaseState {
    return this.#exists(outcome, first)
      ? parseState(outcome, first)
      : { initialized: false, applied: [], halfRuns: [] };
  }

  async #read(script: Script): Promise<ScriptOutcome> {
    if (this.#connection.opened?.lost === true) await this.#connection.reopen();
    const outcome = await this.#connection.look(script);
    const { hasTransactionLimit, backendPid } = parseBeginning(outcome, 0).facts;
    // It let this look pass, and would end another. What is read must be of the session that is used from here on.
    const isOurs = this.#connection.opened?.processId === backendPid;
    if (!hasTransactionLimit || !isOurs || !(await this.#connection.withoutTransactionLimit())) return outcome;
    return await this.#connection.look(script);
  }

  /** Remembers the facts of an answer; false where the state is not there yet. Throws what went wrong. */
  #exists(outcome: ScriptOutcome, first: number): boolean {
    const { failed } = outcome;
    // Only where the very first of our tables is missing: anything else that is gone was removed by somebody.
    const missing = failed?.index === first + statementsBeforeState && notThere.has(failed.failure.sqlState ?? '');
    if (failed !== undefined && !missing) throw this.#connection.ownFailure('Reading the state', failed.failure);
    const { facts, state } = parseBeginning(outcome, first);
    this.#learn(facts);
    this.#isOld = state?.isOld === true;
    if (state !== undefined && state.format > stateFormat) {
      throw new StateFormatNewerError({
        target: this.#target,
        found: state.format,
        known: stateFormat,
      });
    }
    return !missing && state !== undefined;
  }

  /** A pooler that shares server sessions among clients names the session differently from the server. */
  get pooled(): boolean {
    const { opened, options } = this.#connection;
    const facts = this.#facts;
    if (facts === undefined || facts === options.server?.facts) return false;
    return opened !== undefined && opened.processId !== facts.backendPid;
  }

  async requireWritable(): Promise<void> {
    if (this.#facts === undefined) await this.readState();
    const facts = this.#facts;
    if (facts === undefined) return;
    if (facts.versionNumber < 140_000) throw new ServerTooOldError({ target: this.#target, version: facts.version });
    if (facts.standby) throw new DatabaseReadOnlyError({ target: this.#target, reason: 'standby' });
    if (facts.readOnlyByDefault)
      throw new DatabaseReadOnlyError({ target: this.#target, reason: 'default_transaction_read_only' });
    if (facts.encoding !== 'UTF8') {
      throw new WrongServerSettingError({ target: this.#target, setting: 'server_encoding', value: facts.encoding });
    }
    if (!facts.conformingStrings) {
      throw new WrongServerSettingError({ target: this.#target, setting: 'standard_conforming_strings', value: 'off' });
    }
  }

  /** Renews what an older Braid made and this one makes otherwise, as far as that may be done. */
  async renew(): Promise<void> {
    if (!this.#isOld) return;
    this.#isOld = false;
    const script = this.#connection.transaction().add(withHeadsView(this.#connection.names)).add('commit');
    // A connection that is lost in it shows with the next statement.
    await (await this.#connection.session()).run(script);
  }

  async ensureState(): Promise<void> {
    const session = await this.#connection.session();
    const { failed } = await session.run(this.creation());
    if (failed !== undefined) throw await this.creationFailure(failed.failure);
  }

  /** The transaction that creates the state where it is missing. */
  creation(): Script {
    const { names, options } = this.#connection;
    const script = this.#connection
      .transaction()
      .add(`set local lock_timeout = '30s'`)
      // The server would compile each function to check it, and again to run it.
      .add('set local check_function_bodies = off')
      .add(`select pg_advisory_xact_lock(${stateCreationLock(names)})`)
      // Somebody may have made it since it was looked for.
      .add(refuseNewerState(names));
    for (const statement of createState(names, options.batchTables !== 'when-needed')) script.add(statement);
    return script.add('commit');
  }

  /** What its failure means. */
  async creationFailure(failure: ServerFailure): Promise<Error> {
    const { names, target } = this.#connection;
    // Reading it says which format it has.
    if (failure.sqlState === stateCodes.formatNewer) await this.readState();
    if (failure.sqlState === '42501') {
      const { role = 'the role' } = this.#facts ?? {};
      return new MissingRightError({
        target: target.display,
        role,
        said: failure.message,
        grant: `create schema ${names.quotedSchema} authorization ${quoteIdentifier(role)};`,
      });
    }
    const { connectionLost, message } = failure;
    const triggers = connectionLost ? [] : await this.#eventTriggers();
    // What an event trigger raises can have any code and any text: who has one is told of it.
    if (triggers.length > 0) return new EventTriggerForbidsError({ target: target.display, said: message, triggers });
    return this.#connection.ownFailure('Creating the state', failure);
  }

  /** Those that fire for what makes the state. */
  async #eventTriggers(): Promise<readonly EventTrigger[]> {
    const script = this.#connection.transaction();
    const at = script.length;
    script.add(`select e.evtname, e.evtfoid::regprocedure::text from pg_event_trigger e
where e.evtenabled <> 'D' and e.evtevent in ('ddl_command_start', 'ddl_command_end')
  and (e.evttags is null or e.evttags && array['CREATE SCHEMA', 'CREATE TABLE', 'CREATE VIEW', 'CREATE FUNCTION', 'CREATE INDEX']) order by 1`);
    const session = await this.#connection.session();
    const outcome = await session.run(script.add('commit'));
    return (outcome.rows[at] ?? []).map(([name, calls]) => ({ name: name ?? '', calls: calls ?? '' }));
  }
}
