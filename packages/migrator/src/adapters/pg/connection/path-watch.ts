/** What the server says of a session, asked on another one. */
export interface ServerSide {
  /** `active`, `idle`, `idle in transaction` …; empty or `disabled` where it does not say. */
  readonly state: string;
  /** What it waits for: `ClientRead`, `ClientWrite`, a lock …; empty while it works. */
  readonly waitsFor: string;
  /** When `state` changed last, as text. */
  readonly since: string;
}

/** What this side of the session sees. */
export interface ClientSide {
  /** Something was sent whose answer is not complete. */
  readonly awaitsAnswer: boolean;
  /** Bytes that came, that were given to the system or wait for it, and those of them that wait. */
  readonly received: number;
  readonly sent: number;
  readonly unsent: number;
}

/** `gone`: no such session. `unreachable`: the server did not answer. `unknown`: it answered something else. */
export type Sighting = ServerSide | 'gone' | 'unreachable' | 'unknown';

/** How much longer than a lease there may be no answer before a session counts as lost. */
const graceMs = 60_000;

/**
 * Notices that a session is dead though its socket is open: each side waits for the other, since something on the way
 * (a relay, a firewall) stopped forwarding. Whatever the server still works on is alive, for as long as it takes.
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
    // A longer gap: this process itself stood still, and what came meanwhile is still to be read.
    this.#silentMs = isDeaf && mark === this.#mark ? this.#silentMs + Math.min(atMs - this.#lookedAt, leaseMs / 2) : 0;
    this.#mark = mark;
    this.#lookedAt = atMs;
    const limitMs = server === 'unreachable' ? leaseMs + graceMs : leaseMs;
    if (!isDeaf || this.#silentMs < limitMs) return undefined;
    const forS = `${Math.round(this.#silentMs / 1000)} s`;
    if (server === 'gone') return 'the server ended the session, and its last word did not arrive';
    if (server === 'unreachable') return `nothing came from the server for ${forS}, on any connection`;
    return `nothing passes between this process and its session on the server (for ${forS} each waited for the other)`;
  }
}

/** Whether nothing can ever happen unless something comes through. */
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
  // Within COPY, or between two portions of a cursor, the server may wait for the program as long as it likes.
  return unsent > 0 || (server.state.startsWith('idle') && awaitsAnswer);
}

/** The data of a COPY wait in portions of the same size: that they pass can be seen from what was sent in all. */
function markOf(server: Sighting, { received, sent, unsent }: ClientSide): string {
  const seen = typeof server === 'string' ? server : `${server.state} ${server.since}`;
  return `${seen} ${received} ${sent} ${unsent}`;
}
