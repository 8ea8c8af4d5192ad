import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

export interface GuardOptions {
  /** What the address that was printed carries. */
  readonly token: string;
  /** What the browser is given for it. */
  readonly session: string;
  readonly port: number;
  /** Names that the server is called by, besides those of the loopback: `--host`. */
  readonly hosts: readonly string[];
}

/** Longer addresses are nobody's who looks at revisions. */
const MAX_ADDRESS = 4_096;

/** Nothing is loaded from elsewhere, nothing runs that is not our own file, and nobody frames the page. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** With every answer, refusals included. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'cache-control': 'no-store',
};

/** Cookies know no ports: each server has one of its own name. */
export function cookieName(port: number): string {
  return `braid_ui_${port}`;
}

/**
 * Lets through only what the person asks for who has the address that was printed: GET, by a name of this server (a
 * foreign page whose name leads here asks by its own), from no other page, with the cookie.
 */
export function guard({ token, session, port, hosts }: GuardOptions): MiddlewareHandler {
  const names = new Set(['127.0.0.1', 'localhost', '[::1]', ...hosts].map((host) => `${host}:${port}`.toLowerCase()));
  const cookie = cookieName(port);
  return async (context, next) => {
    const secure = (): void => {
      for (const [name, value] of Object.entries(SECURITY_HEADERS)) context.header(name, value);
    };
    secure();
    const { req } = context;
    const refuse = (status: 400 | 403 | 405 | 414 | 421, why: string) => context.text(`${why}\n`, status);
    if (req.url.length > MAX_ADDRESS) return refuse(414, 'The address is too long.');
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      context.header('allow', 'GET, HEAD');
      return refuse(405, 'Nothing can be changed here: only GET and HEAD.');
    }
    const host = req.header('host')?.toLowerCase() ?? '';
    if (!names.has(host)) return refuse(421, 'This server has another name.');
    const origin = req.header('origin');
    if (origin !== undefined && origin.toLowerCase() !== `http://${host}`) return refuse(403, 'Another page asks.');
    const address = new URL(req.url);
    const given = address.searchParams.get('token');
    const site = req.header('sec-fetch-site');
    // A link in a chat or a terminal in the browser may lead here, with the token.
    if (site !== undefined && site !== 'same-origin' && site !== 'none' && given === null) {
      return refuse(403, 'Another page asks.');
    }
    if (given !== null) {
      if (!isSame(given, token)) return refuse(403, FORBIDDEN);
      setCookie(context, cookie, session, { httpOnly: true, sameSite: 'Strict', path: '/' });
      // The token is not to stay in the history or on the screen.
      return context.redirect('/', 303);
    }
    if (!isSame(getCookie(context, cookie) ?? '', session)) return refuse(403, FORBIDDEN);
    await next();
    // What a route answers is a response of its own.
    secure();
    return undefined;
  };
}

const FORBIDDEN = 'Open the address that `migrate ui` has printed in its terminal: it has a token.';

/** In the same time whatever is given. */
function isSame(given: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(right));
}
