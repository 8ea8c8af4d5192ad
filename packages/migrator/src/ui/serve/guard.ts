import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

export interface GuardOptions {
  /** The token in the printed address. */
  readonly token: string;
  /** The value of the cookie that replaces it. */
  readonly session: string;
  readonly port: number;
  /** Names of the server in addition to those of the loopback: `--host`. */
  readonly hosts: readonly string[];
}

/** The longest address of a view, in characters. */
const MAX_ADDRESS = 4_096;

/** Nothing is loaded from elsewhere, only our own files run, and no page may frame this one. */
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

/** Headers of every answer, including refusals. */
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

/** Cookies do not depend on the port, so each server has its own name for them. */
export function cookieName(port: number): string {
  return `braid_ui_${port}`;
}

/**
 * Lets through only requests of a person who has the printed address: GET, with the cookie, to a name of this server
 * (which stops DNS rebinding), and not from another page.
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
      return refuse(405, 'Only GET and HEAD: nothing can be changed here.');
    }
    const host = req.header('host')?.toLowerCase() ?? '';
    if (!names.has(host)) return refuse(421, 'This server does not have that host name.');
    const origin = req.header('origin');
    if (origin !== undefined && origin.toLowerCase() !== `http://${host}`)
      return refuse(403, 'Requests from other pages are refused.');
    const address = new URL(req.url);
    const given = address.searchParams.get('token');
    const site = req.header('sec-fetch-site');
    // A link in a chat, or in a terminal in the browser, may lead here with the token.
    if (site !== undefined && site !== 'same-origin' && site !== 'none' && given === null) {
      return refuse(403, 'Requests from other pages are refused.');
    }
    if (given !== null) {
      if (!isSame(given, token)) return refuse(403, FORBIDDEN);
      setCookie(context, cookie, session, { httpOnly: true, sameSite: 'Strict', path: '/' });
      // Redirects, so that the token does not stay in the history or on the screen.
      return context.redirect('/', 303);
    }
    if (!isSame(getCookie(context, cookie) ?? '', session)) return refuse(403, FORBIDDEN);
    await next();
    // A route returns its own response, so copy the headers.
    secure();
    return undefined;
  };
}

const FORBIDDEN = 'Open the address that `migrate ui` printed in its terminal: it contains a token.';

/** Compares in constant time. */
function isSame(given: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(right));
}
