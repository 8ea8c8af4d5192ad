import type { KnownServer } from './known-server.ts';
import type { Session } from './session.ts';

/**
 * How many databases one session serves. For each of them the server caches functions and tables as long as the session
 * lives, and checks these at every change of the catalog by any session: one that has served hundreds is slower than a
 * new one, even with the time to connect.
 */
const MOST = 20;

/**
 * Sessions on one server and database that serve one tenant after another: for most tenants, connecting takes longer
 * than the work. A session comes back as good as new, or not at all.
 */
export class SessionLane {
  readonly #free: Session[] = [];
  readonly #served = new WeakMap<Session, number>();
  #isClosed = false;
  /** What the first database has learned; `undefined` until then, and behind a pooler. */
  server: KnownServer | undefined;

  /** A free session; `undefined` when a new one has to be opened. */
  take(): Session | undefined {
    for (let session = this.#free.pop(); session !== undefined; session = this.#free.pop()) {
      if (!session.lost) return session;
    }
    return undefined;
  }

  async give(session: Session): Promise<void> {
    const served = (this.#served.get(session) ?? 0) + 1;
    this.#served.set(session, served);
    if (session.lost || this.#isClosed || served >= MOST) return await session.close();
    await session.clean();
    session.onNotice = () => {};
    if (session.lost || session.dirty || !session.isIdle) return await session.close();
    this.#free.push(session);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#free.splice(0).map((session) => session.close()));
  }
}
