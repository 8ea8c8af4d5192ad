/** What the server says about a session, asked in another one. */
export interface ServerSide {
  /** `active`, `idle`, `idle in transaction` …; empty or `disabled` where it does not say. */
  readonly state: string;
  /** What it waits for: `ClientRead`, `ClientWrite`, a lock …; empty while it works. */
  readonly waitsFor: string;
  /** When `state` last changed, as text. */
  readonly since: string;
}

/** What this side of the session sees. */
export interface ClientSide {
  /** Something was sent, and its answer is not complete. */
  readonly awaitsAnswer: boolean;
  /** Bytes received, bytes given to the system or waiting for it, and those of them that wait. */
  readonly received: number;
  readonly sent: number;
  readonly unsent: number;
}

/** `gone`: no such session. `unreachable`: the server did not answer. `unknown`: it answered something else. */
export type Sighting = ServerSide | 'gone' | 'unreachable' | 'unknown';

/** How much longer than a lease a session may be silent before it counts as lost. */
const graceMs = 60_000;

/**
 * Notices that a session is dead though its socket is open: both sides wait for each other, since something between
 * them (a relay, a firewall) stopped forwarding. A session in which the server works is alive, however long that takes.
 */
export class PathWatch {
  #mark = '';
  #silentMs = 0;
  #lookedAt = 0;

  /**
   * Why the session counts as lost; `undefined` while it is alive.
   *
   * @param atMs of a clock that only goes forward
   */
  look(server: Sighting, client: ClientSide, leaseMs: number, atMs: number): string | undefined {
    const isDeaf = isDeadlock(server, client);
    const mark = isDeaf ? markOf(server, client) : '';
    // A longer gap means that this process itself was stopped, and what arrived meanwhile is still to be read.
    this.#silentMs = isDeaf && mark === this.#mark ? this.#silentMs + Math.min(atMs - this.#lookedAt, leaseMs / 2) : 0;
    this.#mark = mark;
    this.#lookedAt = atMs;
    const limitMs = server === 'unreachable' ? leaseMs + graceMs : leaseMs;
    if (!isDeaf || this.#silentMs < limitMs) return undefined;
    const forS = `${Math.round(this.#silentMs / 1000)} s`;
    if (server === 'gone') return 'the server ended the session, and its reason did not arrive';
    if (server === 'unreachable') return `nothing came from the server for ${forS}, on any connection`;
    return `no data passes between this process and its session on the server (for ${forS} each has waited for the other)`;
  }
}

/** Whether nothing can happen until something arrives. */
function isDeadlock(server: Sighting, { awaitsAnswer, unsent }: ClientSide): boolean {
  switch (server) {
    case 'unknown':
      return false;
    case 'unreachable':
      return awaitsAnswer || unsent > 0;
    case 'gone':
      return true;
    default:
      break;
  }
  if (server.waitsFor === 'ClientWrite') return awaitsAnswer;
  if (server.waitsFor !== 'ClientRead') return false;
  // During COPY, or between two fetches from a cursor, the server may wait for the program as long as it likes.
  return unsent > 0 || (server.state.startsWith('idle') && awaitsAnswer);
}

/** The data of COPY wait in blocks of the same size: only the total that was sent shows that they move. */
function markOf(server: Sighting, { received, sent, unsent }: ClientSide): string {
  const seen = typeof server === 'string' ? server : `${server.state} ${server.since}`;
  return `${seen} ${received} ${sent} ${unsent}`;
}
