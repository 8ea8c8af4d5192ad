import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

export interface PostOptions {
  readonly url: string;
  readonly body: string;
  /** Requests are signed with it. */
  readonly secret: string | undefined;
  /** For all tries together, pauses included, in milliseconds. */
  readonly limitMs: number;
  /** Pause after the first try, in milliseconds; it doubles with each. */
  readonly pauseMs?: number;
}

const TRIES = 3;
/** Statuses after which a retry may succeed, besides those from 500 on. */
const PASSING: readonly number[] = [408, 425, 429];

/**
 * Sends an alert by POST: three tries at most, within the limit. Redirects are not followed: what is signed is for the
 * receiver that was named. Never throws.
 *
 * @returns why it did not arrive, in words that name no path of the URL; `undefined` when it did
 */
export async function postAlert({
  url,
  body,
  secret,
  limitMs,
  pauseMs = 500,
}: PostOptions): Promise<string | undefined> {
  const limit = AbortSignal.timeout(limitMs);
  const delivery = randomUUID();
  let why = '';
  for (let tried = 1; tried <= TRIES; tried += 1) {
    const answer = await post(url, body, headers(body, secret, delivery), limit);
    if (answer.arrived) return undefined;
    why = answer.why;
    if (limit.aborted) return `no answer within ${limitMs} ms${tried > 1 ? ` and ${tried} tries` : ''}`;
    if (!answer.passes || tried === TRIES) break;
    const paused = await pause(pauseMs * 2 ** (tried - 1), true, { signal: limit }).catch(() => false);
    if (!paused) return `${why}, and no more time to try again`;
  }
  return why;
}

/** The receiver compares the signature, refuses old times, and knows by the delivery what it has already got. */
function headers(body: string, secret: string | undefined, delivery: string): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  return {
    'content-type': 'application/json',
    'user-agent': 'braid',
    'x-braid-delivery': delivery,
    'x-braid-timestamp': timestamp,
    ...(secret === undefined ? {} : { 'x-braid-signature': `v1=${signatureOf(secret, timestamp, body)}` }),
  };
}

/** HMAC-SHA-256 (hex) of `timestamp.body`. */
function signatureOf(secret: string, timestamp: string, body: string): string {
  return createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
}

type Answer = { readonly arrived: true } | { readonly arrived: false; readonly passes: boolean; readonly why: string };

async function post(url: string, body: string, sent: Record<string, string>, signal: AbortSignal): Promise<Answer> {
  try {
    const response = await fetch(url, { method: 'POST', body, headers: sent, redirect: 'manual', signal });
    // The body is not needed here, but an unread one keeps the connection open.
    await response.body?.cancel();
    const { status } = response;
    if (response.ok) return { arrived: true };
    const isRedirect = status >= 300 && status < 400;
    const why = isRedirect ? `it answers with a redirect (${status}), which is not followed` : `it answers ${status}`;
    return { arrived: false, passes: status >= 500 || PASSING.includes(status), why };
  } catch (error) {
    return { arrived: false, passes: true, why: networkProblem(error) };
  }
}

/** The messages of fetch and of the system can quote the URL: only the code is reported. */
function networkProblem(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? `it cannot be reached (${code})` : 'it cannot be reached';
}
