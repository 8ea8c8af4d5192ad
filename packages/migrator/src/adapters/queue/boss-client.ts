import type PgBoss from 'pg-boss';
import { type TakenClient, takeClient } from '../pg/connection/take-client.ts';
import type { ConnectOptions } from '../pg/reach/connect.ts';

/** One connection for pg-boss, made like all others of Braid; a lost one is replaced at the next query. */
export class BossClient implements PgBoss.Db {
  readonly #options: ConnectOptions;
  #taken: Promise<TakenClient> | undefined;

  constructor(options: ConnectOptions) {
    this.#options = options;
  }

  // As pg-boss declares it: it parses its own rows.
  async executeSql(text: string, values: unknown[]): ReturnType<PgBoss.Db['executeSql']> {
    this.#taken ??= takeClient(this.#options);
    const taken = this.#taken;
    try {
      const { client } = await taken;
      return await client.query(text, values);
    } catch (error) {
      // Its statements come in transactions of one message: after a failure, that session must not continue.
      if (this.#taken === taken) this.#taken = undefined;
      await taken.then(
        (one) => one.release(),
        () => undefined,
      );
      throw error;
    }
  }

  async close(): Promise<void> {
    const taken = this.#taken;
    this.#taken = undefined;
    await (await taken)?.release();
  }
}
