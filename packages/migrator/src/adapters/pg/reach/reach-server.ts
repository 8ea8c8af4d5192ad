import type { Client } from 'pg';
import type { Connection, Place, SessionAttributes } from '../../../conninfo/make/connection.ts';
import { MigratorError } from '../../../errors/migrator-error.ts';
import { fitsAttributes } from './fits-attributes.ts';
import { EncryptionFailure, type Handshake } from './open-socket.ts';
import { shuffled, type Target, targetsOf } from './reach.ts';
import { isServerError } from './server-failure.ts';
import { mayRefuseOptions } from './start-options.ts';
import { type SessionStart, startSession } from './start-session.ts';
import { traceAttempt } from './trace-attempt.ts';

/** What one address answered. */
export interface FailedAttempt {
  /** The host, as it was given. */
  readonly host: string;
  readonly error: unknown;
}

export interface ReachOptions extends Omit<SessionStart, 'password'> {
  passwordOf(place: Place): string | undefined;
  readonly only: Target | undefined;
  /** The text without the passwords of the connection. */
  clean(text: string): string;
}

export interface ReachedServer {
  readonly client: Client;
  readonly target: Target;
}

/**
 * Tries the hosts, their addresses and the ways to encrypt in libpq's order (`PQconnectPoll`). An address that does not
 * answer, and a server of the wrong kind, are skipped; a server that refuses the role ends the search. `undefined` when
 * none will do: `failures` says why.
 */
export async function reachServer(
  connection: Connection,
  options: ReachOptions,
  failures: FailedAttempt[],
): Promise<ReachedServer | undefined> {
  const { sessionAttributes } = connection;
  // A standby is preferred: the second round takes what the first one skipped.
  const rounds = sessionAttributes === 'prefer-standby' ? (['standby', 'any'] as const) : [sessionAttributes];
  for (const wanted of rounds) {
    for await (const target of targets(connection, options.only, failures)) {
      const { host } = target.place;
      const answer = await tryTarget(connection, target, options);
      if ('error' in answer) {
        failures.push({ host, error: answer.error });
        if (answer.isFinal) return undefined;
      } else {
        const unfit = options.only === undefined ? await whyUnfit(answer, wanted, options) : undefined;
        if (unfit === undefined) return answer;
        await answer.client.end().catch(() => undefined);
        failures.push({ host, error: unfit });
      }
    }
  }
  return undefined;
}

async function whyUnfit(
  { client }: ReachedServer,
  wanted: SessionAttributes,
  { timeoutMs }: ReachOptions,
): Promise<unknown> {
  try {
    if (await fitsAttributes(client, wanted, timeoutMs)) return undefined;
    return new Error(`target_session_attrs=${wanted} does not fit this server`);
  } catch (error) {
    return error;
  }
}

async function* targets(
  connection: Connection,
  only: Target | undefined,
  failures: FailedAttempt[],
): AsyncGenerator<Target> {
  if (only !== undefined) return yield only;
  for (const place of connection.loadBalance ? shuffled(connection.places) : connection.places) {
    try {
      yield* await targetsOf(place, connection);
    } catch (error) {
      failures.push({ host: place.host, error });
    }
  }
}

type Answer = ReachedServer | { readonly error: unknown; readonly isFinal: boolean };

/** The handshakes of one address in order, as long as another one may help. */
async function tryTarget(connection: Connection, target: Target, options: ReachOptions): Promise<Answer> {
  let failed: unknown;
  for (const handshake of target.handshakes) {
    try {
      return await tryHandshake(connection, target, handshake, options);
    } catch (error) {
      // The first refusal says more than that of the last resort.
      failed ??= error;
      if (error instanceof MigratorError) throw error;
      if (!mayDifferEncrypted(error)) break;
    }
  }
  return { error: failed, isFinal: !isPassedOver(failed) };
}

/** Tries again without our own options when those may be the reason for a refusal. */
async function tryHandshake(
  connection: Connection,
  target: Target,
  handshake: Handshake,
  options: ReachOptions,
): Promise<ReachedServer> {
  const start = { ...options, password: options.passwordOf(target.place) };
  try {
    const attempt = { address: addressText(target), handshake };
    const client = await traceAttempt(attempt, options.clean, () => startSession(connection, target, handshake, start));
    return { client, target: { ...target, handshakes: [handshake] } };
  } catch (error) {
    if (target.refusesOptions === true || !isServerError(error) || !mayRefuseOptions(code(error))) throw error;
    return await tryHandshake(connection, { ...target, refusesOptions: true }, handshake, options);
  }
}

function addressText({ address }: Target): string {
  if ('path' in address) return address.path;
  return address.host.includes(':') ? `[${address.host}]:${address.port}` : `${address.host}:${address.port}`;
}

const code = (error: unknown): unknown => (error instanceof Error ? Reflect.get(error, 'code') : undefined);

/**
 * Whether the server may answer differently with or without encryption: not where the role was let in, or no server
 * answered.
 */
function mayDifferEncrypted(error: unknown): boolean {
  if (error instanceof EncryptionFailure) return true;
  return isServerError(error) && !['3D000', '53300', '57P03'].includes(String(code(error)));
}

/**
 * Whether to try the next address: the answer of a server is final, unless it says that it cannot take connections now.
 */
function isPassedOver(error: unknown): boolean {
  if (isServerError(error)) return code(error) === '57P03';
  return error instanceof EncryptionFailure || code(error) !== undefined || !/password/.test(String(error));
}
