import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { addOf, type BusyTable, readsOf, type Writes, writeOf } from './busy-table.ts';

const READERS = 8;
const WRITERS = 8;
/** Of each of them. */
const PER_SECOND = 25;
/** One in ten writers' statements adds a row. */
const ADDS = 10;
/** By these names the server's log tells them apart. */
export const USERS = { reader: 'bench reader', writer: 'bench writer' } as const;

export interface Served {
  readonly writes: Writes;
  /** Milliseconds of the statement that took longest. */
  readonly readersWorst: number;
  readonly writersWorst: number;
  readonly statements: number;
  /** What the server refused them. */
  readonly errors: readonly string[];
}

/** What 16 users do at the same time, each one statement after the other, 400 in a second. */
export class Load {
  readonly #busy: BusyTable;
  readonly #counts = new Map<number, number>();
  readonly #added: number[] = [];
  readonly #errors: string[] = [];
  readonly #worst = { reader: 0, writer: 0 };
  readonly #users: Promise<void>[];
  readonly #last: number;
  #statements = 0;
  #isOver = false;

  private constructor(busy: BusyTable, clients: readonly pg.Client[], last: number) {
    this.#busy = busy;
    this.#last = last;
    this.#users = clients.map((client, at) => this.#use(client, at < READERS ? 'reader' : 'writer'));
  }

  /** @param last the highest id that is there */
  static async start(url: string, busy: BusyTable, last: number): Promise<Load> {
    const clients = await Promise.all(
      Array.from({ length: READERS + WRITERS }, async (_, at) => {
        const application_name = at < READERS ? USERS.reader : USERS.writer;
        const client = new pg.Client({ connectionString: url, application_name });
        await client.connect();
        return client;
      }),
    );
    return new Load(busy, clients, last);
  }

  /** The users finish what they are at, and go. */
  async stop(): Promise<Served> {
    this.#isOver = true;
    await Promise.all(this.#users);
    return {
      writes: { counts: this.#counts, added: this.#added },
      ...{ readersWorst: this.#worst.reader, writersWorst: this.#worst.writer },
      ...{ statements: this.#statements, errors: this.#errors },
    };
  }

  async #use(client: pg.Client, who: keyof typeof USERS): Promise<void> {
    while (!this.#isOver) {
      const began = performance.now();
      try {
        await (who === 'reader' ? this.#read(client) : this.#write(client));
      } catch (error) {
        this.#errors.push(error instanceof Error ? error.message : String(error));
      }
      const took = performance.now() - began;
      this.#statements += 1;
      this.#worst[who] = Math.max(this.#worst[who], took);
      await pause(Math.max(0, 1000 / PER_SECOND - took));
    }
    await client.end();
  }

  async #read(client: pg.Client): Promise<void> {
    const reads = readsOf(this.#busy);
    await client.query(reads[this.#statements % reads.length] ?? '', [this.#anyId()]);
  }

  async #write(client: pg.Client): Promise<void> {
    if (this.#busy.grows && this.#statements % ADDS === 0) {
      const id = this.#last + this.#added.length + 1;
      this.#added.push(id);
      await client.query(addOf(this.#busy), [id]);
      return;
    }
    const id = this.#anyId();
    const { rowCount } = await client.query(writeOf(this.#busy), [id]);
    if (rowCount === 1) this.#counts.set(id, (this.#counts.get(id) ?? 0) + 1);
  }

  #anyId(): number {
    const { from, to } = this.#busy;
    return from + Math.floor(Math.random() * (to - from + 1));
  }
}
