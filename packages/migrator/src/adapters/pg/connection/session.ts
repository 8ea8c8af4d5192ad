import type { Client } from 'pg';
import type { ServerFailure } from '../../../ports/database/server-failure.ts';
import type { ServerNotice } from '../../../ports/database/server-notice.ts';
import type { StatementRows } from '../../../sql/script/statement-rows.ts';
import { withoutRowValues } from '../../../sql/secrets/row-values.ts';
import type { ConnectOptions } from '../reach/connect.ts';
import { howItEnded } from '../reach/how-it-ended.ts';
import { isServerError, toServerFailure, toServerNotice } from '../reach/server-failure.ts';
import { placeOfFailure } from '../run/place-of-failure.ts';
import { type Origin, Script, type ScriptMessage } from '../run/script.ts';
import { type ScriptAnswer, ScriptQuery } from '../run/script-query.ts';
import { type FreshSession, lentSession, OWN_SESSION } from './fresh-session.ts';
import { ownAnswerMs } from './own-limits.ts';
import type { ClientSide } from './path-watch.ts';
import { readLentSession } from './read-lent-session.ts';
import { type TakenClient, takeClient } from './take-client.ts';

/** What happened to a script. */
export interface ScriptOutcome extends ScriptAnswer {
  /** Present when a statement failed: which one (0-based) and how. */
  readonly failed?: { readonly index: number; readonly failure: ServerFailure };
}

/**
 * One connection that runs scripts. After a failure no transaction is left open; after a lost connection it cannot be
 * used again.
 */
export class Session {
  readonly client: Client;
  /** As the server (or a pooler in front of it) gave them; cancelling needs both. */
  readonly processId: number;
  readonly secretKey: number;
  readonly #taken: TakenClient;
  readonly #answerMs: number;
  /** Undoes everything that a revision left in the session. */
  #fresh: FreshSession = OWN_SESSION;
  #lost = false;
  /** A revision may have changed the session (`SET`): our next transaction must not inherit it. */
  dirty = false;
  /** The code of a data revision is running: every statement is the revision's own. */
  lentToRevision = false;
  /** Receives the server's notices about a revision's own statements, not those about ours. */
  onNotice: (notice: ServerNotice) => void = () => {};
  #turn: Promise<void> | undefined;
  /** Where the statement that is running comes from. */
  #running: (() => Origin | undefined) | undefined;
  readonly #hear = (message: object) => {
    if (this.#running?.()?.statement !== undefined || this.lentToRevision) this.onNotice(toServerNotice(message));
  };

  private constructor(taken: TakenClient, answerMs: number) {
    const { client } = taken;
    this.#taken = taken;
    this.#answerMs = answerMs;
    this.client = client;
    this.processId = numberOf(client, 'processID');
    this.secretKey = numberOf(client, 'secretKey');
    client.on('notice', this.#hear);
    client.on('error', () => {
      this.#lost = true;
    });
    client.on('end', () => {
      this.#lost = true;
    });
  }

  static async open(options: ConnectOptions): Promise<Session> {
    const taken = await takeClient(options);
    const session = new Session(taken, options.answerTimeoutMs ?? ownAnswerMs);
    if (!taken.lent) return session;
    try {
      session.#fresh = lentSession(await session.#answered(() => readLentSession(taken.client)));
      return session;
    } catch (error) {
      await session.close();
      throw error;
    }
  }

  get fresh(): FreshSession {
    return this.#fresh;
  }

  get lost(): boolean {
    return this.#lost;
  }

  /**
   * One script at a time: heartbeats, cancelling and looks at blockers share a session, and the driver will stop
   * queueing.
   */
  async run(script: Script, onStatement?: (index: number) => void): Promise<ScriptOutcome> {
    const before = this.#turn;
    const mine =
      before === undefined ? this.#run(script, onStatement) : before.then(() => this.#run(script, onStatement));
    const turn = mine.then(
      () => undefined,
      () => undefined,
    );
    this.#turn = turn;
    try {
      return await mine;
    } finally {
      if (this.#turn === turn) this.#turn = undefined;
    }
  }

  async #run(script: Script, onStatement?: (index: number) => void): Promise<ScriptOutcome> {
    const rows: ScriptAnswer['rows'][number][] = [];
    const tags: string[] = [];
    try {
      for (const message of script.messages()) {
        const answer = await this.#sendMessage(script, message, onStatement);
        // A piece of a statement is not a statement of its own.
        if (message.piece === undefined) {
          rows.push(...answer.rows);
          tags.push(...answer.tags);
        }
        const all = { completed: tags.length, rows, tags };
        if (answer.error !== undefined) return { ...all, ...(await this.#failed(script, message, answer)) };
      }
    } catch (error) {
      // A file that is read while it is sent may have changed by now.
      if (!this.#lost) await this.#rollback(script.endsFresh);
      throw error;
    }
    return { completed: tags.length, rows, tags };
  }

  async #sendMessage(
    script: Script,
    message: ScriptMessage,
    onStatement?: (index: number) => void,
  ): Promise<ScriptAnswer> {
    const isPiece = message.piece !== undefined;
    const query = new ScriptQuery(message.text, {
      onStatement: (index) => {
        if (!isPiece) onStatement?.(message.first + index);
      },
      copyData: (index) => {
        const data = isPiece ? undefined : script.copyData(message.first + index);
        return data === undefined ? undefined : textOf(data);
      },
    });
    const running = () => script.origin(message.first + (isPiece ? 0 : query.completed));
    this.#running = running;
    const answer = script.isOwn ? await this.#ask(query, script.answerMs) : await this.#send(query);
    this.#running = undefined;
    return answer;
  }

  #send(query: ScriptQuery): Promise<ScriptAnswer> {
    this.client.query(query);
    return query.answer;
  }

  /** Nothing that is asked here should take long: a session that does not answer is given up. */
  async #ask(query: ScriptQuery, answerMs?: number): Promise<ScriptAnswer> {
    let timer: NodeJS.Timeout | undefined;
    query.onSubmit = () => {
      timer = this.#limit(answerMs);
    };
    const answer = await this.#send(query);
    clearTimeout(timer);
    return answer;
  }

  async #answered<Result>(work: () => Promise<Result>): Promise<Result> {
    const timer = this.#limit();
    try {
      return await work();
    } finally {
      clearTimeout(timer);
    }
  }

  #limit(ms = this.#answerMs): NodeJS.Timeout {
    return setTimeout(() => this.abandon(`the server did not answer for ${Math.round(ms / 1000)} s`), ms);
  }

  /** After a failure: ends the transaction and names what failed. Throws what the source of the rows threw. */
  async #failed(
    script: Script,
    message: ScriptMessage,
    answer: ScriptAnswer,
  ): Promise<Required<Pick<ScriptOutcome, 'error' | 'failed'>>> {
    const { error, thrown } = answer;
    const ended = howItEnded(this.client);
    // The server's reason may have arrived while nothing was running.
    const failure = toServerFailure(isServerError(ended) && !isServerError(error) ? ended : error);
    if (failure.connectionLost) this.#lost = true;
    else await this.#rollback(script.endsFresh);
    if (thrown !== undefined && !failure.connectionLost) throw thrown;
    const found = placeOfFailure(script, message, answer);
    const isCopy = script.copyData(found.index) !== undefined;
    const clean = isCopy ? withoutRowValues(script.sql(found.index), failure) : failure;
    return { error, failed: { index: found.index, failure: { ...clean, ...found.place } } };
  }

  /**
   * Ends what a failed script left open. A cancel request that arrives late can hit this statement too, so it is tried
   * again.
   */
  async #rollback(endsFresh = false): Promise<void> {
    const { role, rest } = this.#fresh;
    // In one message: behind a pooler the next one may reach another session.
    const text = endsFresh ? ['rollback', ...role, ...rest].join(';\n') : 'rollback';
    for (let attempt = 0; attempt < 3 && !this.#lost; attempt += 1) {
      const { error } = await this.#ask(new ScriptQuery(text));
      if (error === undefined) return;
      if (toServerFailure(error).connectionLost) this.#lost = true;
    }
  }

  /** Undoes what a revision left in the session, which stays `dirty` if that fails. */
  async clean(): Promise<void> {
    if (!this.dirty) return;
    this.dirty = false;
    const script = new Script();
    for (const sql of [...this.#fresh.role, ...this.#fresh.rest]) script.add(sql);
    const { failed } = await this.run(script);
    if (failed !== undefined) this.dirty = true;
  }

  async #endLoan(): Promise<void> {
    if (this.#fresh.atEnd.length === 0) return;
    const script = new Script();
    for (const sql of this.#fresh.atEnd) script.add(sql);
    await this.run(script);
  }

  /** The server waits for a statement, outside any transaction. */
  get isIdle(): boolean {
    const ask: unknown = Reflect.get(this.client, 'getTransactionStatus');
    return typeof ask === 'function' && ask.call(this.client) === 'I';
  }

  /** Ends what a revision's code left open, and what it left in the session. */
  rollback(): Promise<void> {
    return this.#rollback(true);
  }

  /** What this side sees of the connection. */
  get clientSide(): ClientSide {
    const { stream } = this.client.connection;
    const number = (field: string) => Number(Reflect.get(stream, field) ?? 0);
    return {
      awaitsAnswer: Reflect.get(this.client, 'readyForQuery') === false,
      received: number('bytesRead'),
      sent: number('bytesWritten'),
      unsent: number('writableLength'),
    };
  }

  /** Closes the connection without a goodbye; what is running fails as lost, with the reason where it is known. */
  abandon(why?: string): void {
    this.#lost = true;
    this.client.connection.stream.destroy(why === undefined ? undefined : new Error(why));
    this.client.off('notice', this.#hear);
    this.#taken.release().catch(() => {});
  }

  async close(): Promise<void> {
    if (this.#lost) return this.abandon();
    // A server that no longer answers must not keep the process alive.
    const timer = setTimeout(() => this.abandon(), 2_000);
    // A client that was passed in, and a pooler's session, are used again: nothing that a revision left may stay.
    await this.clean();
    if (!this.#lost) await this.#endLoan();
    if (!this.#lost) {
      this.#lost = true;
      this.client.off('notice', this.#hear);
      await this.#taken.release();
    }
    clearTimeout(timer);
  }
}

function* textOf(data: StatementRows): Generator<string> {
  for (const { text } of data.pieces()) yield text;
}

function numberOf(client: Client, field: string): number {
  const value: unknown = Reflect.get(client, field);
  return typeof value === 'number' ? value : 0;
}
