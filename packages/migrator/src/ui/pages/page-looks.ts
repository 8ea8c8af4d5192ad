import { type DatabaseLook, lookAtDatabase } from '../../commands/ui/look-at-database.ts';
import { MigratorError } from '../../errors/migrator-error.ts';
import type { PageSource } from '../../wiring/page/page-source.ts';

/** How long a page waits for the first answer of a database before it is shown without it, in milliseconds. */
const FIRST_LOOK = 1_500;

/** The current state of each database, and news about it. */
export class PageLooks {
  readonly #source: PageSource;
  readonly #now: () => Date;
  readonly #onChange: (environment: string) => void;
  readonly #looks = new Map<string, DatabaseLook>();
  /** From before files changed: shown, with its time, only while the next answer takes long. */
  readonly #past = new Map<string, DatabaseLook>();
  readonly #refreshing = new Set<string>();
  #generation = 0;
  readonly #running = new Map<string, Promise<DatabaseLook>>();

  constructor(source: PageSource, now: () => Date, onChange: (environment: string) => void) {
    this.#source = source;
    this.#now = now;
    this.#onChange = onChange;
  }

  /** Each database as last seen, without waiting for slow ones. */
  async all(): Promise<readonly DatabaseLook[]> {
    const names = await this.#source.environments();
    return await Promise.all(names.map((name) => this.#known(name)));
  }

  /** One of them; `undefined` for an unknown name. */
  async one(environment: string): Promise<DatabaseLook | undefined> {
    return (await this.all()).find((look) => look.environment === environment);
  }

  /**
   * Starts to check for news, and reports them. A database whose last answer is still missing is not asked again, and
   * others do not wait for it.
   */
  async refresh(): Promise<void> {
    let names: readonly string[];
    try {
      names = await this.#source.environments();
    } catch (error) {
      if (!(error instanceof MigratorError)) throw error;
      return;
    }
    for (const gone of [...this.#looks.keys()].filter((name) => !names.includes(name))) this.#looks.delete(gone);
    for (const name of names) {
      if (this.#refreshing.has(name)) continue;
      this.#refreshing.add(name);
      void this.#refreshOne(name).finally(() => this.#refreshing.delete(name));
    }
  }

  /** Files have changed, so everything that was seen is out of date. */
  forget(): void {
    this.#generation += 1;
    for (const [name, look] of this.#looks) this.#past.set(name, look);
    this.#looks.clear();
    this.#running.clear();
  }

  async #refreshOne(name: string): Promise<void> {
    const before = this.#looks.get(name);
    if (before?.kind === 'seen' && !isBusy(before)) {
      const isSame = await this.#pulse(name).then(
        (pulse) => pulse === before.pulse,
        () => false,
      );
      if (isSame) return;
    }
    const after = await this.#look(name);
    if (before === undefined || !isSameLook(before, after)) this.#onChange(name);
  }

  async #pulse(name: string): Promise<string> {
    return await this.#source.database(name, async (bench) => await (await bench.database()).readPulse());
  }

  async #known(name: string): Promise<DatabaseLook> {
    const known = this.#looks.get(name);
    if (known !== undefined) return known;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), FIRST_LOOK);
    });
    const looking = this.#look(name);
    // Pages that did not wait for it get the event.
    void looking.then((look) => {
      if (timer === undefined) this.#onChange(look.environment);
    });
    const first = await Promise.race([looking, late]);
    if (first === undefined) {
      timer = undefined;
      return this.#past.get(name) ?? this.#notYet(name);
    }
    clearTimeout(timer);
    return first;
  }

  #look(name: string): Promise<DatabaseLook> {
    const running = this.#running.get(name);
    if (running !== undefined) return running;
    const generation = this.#generation;
    const look = lookAt(this.#source, name, this.#now).then((seen) => {
      // If files have changed since, the answer is out of date.
      if (generation === this.#generation) {
        this.#looks.set(name, seen);
        this.#running.delete(name);
      }
      return seen;
    });
    this.#running.set(name, look);
    look.catch(() => this.#running.delete(name));
    return look;
  }

  #notYet(environment: string): DatabaseLook {
    const at = this.#now().toISOString();
    return { kind: 'unseen', environment, at, code: NOT_YET, message: 'It has not answered yet.', hint: null };
  }
}

/** Not an error of Braid: the answer may still come. */
const NOT_YET = 'no-answer-yet';

/** Reads a database once, on the connection that is kept for it. */
export async function lookAt(source: PageSource, name: string, now: () => Date): Promise<DatabaseLook> {
  return await lookAtDatabase(name, (look) => source.database(name, look), now);
}

/** During a run, its statements and batches are news that are not in the log. */
function isBusy(look: DatabaseLook): boolean {
  return look.kind === 'seen' && (look.status.holder !== null || look.status.batches.length > 0);
}

function isSameLook(before: DatabaseLook, after: DatabaseLook): boolean {
  return JSON.stringify({ ...before, at: '' }) === JSON.stringify({ ...after, at: '' });
}
