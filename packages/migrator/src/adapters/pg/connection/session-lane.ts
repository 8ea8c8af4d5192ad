import type { Session } from './session.ts';

/**
 * Sessions on one server and database that serve one tenant after the other: connecting takes longer than most tenants
 * do. A session comes back as good as new, or not at all.
 */
export class SessionLane {
  readonly #free: Session[] = [];
  #isClosed = false;

  /** A free session; `undefined` when a new one has to be opened. */
  take(): Session | undefined {
    for (let session = this.#free.pop(); session !== undefined; session = this.#free.pop()) {
      if (!session.lost) return session;
    }
    return undefined;
  }

  async give(session: Session): Promise<void> {
    if (session.lost || this.#isClosed) return await session.close();
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
