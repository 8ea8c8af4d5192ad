/** A secret of which the server may show the beginning alone is recognised by as many characters. */
const SEED = 16;
/**
 * Shorter ones are blanked as words of their own: a password `a` would make any message unreadable, and would not be
 * told from it.
 */
const SHORT = 5;

/** A text, such as what the server says about a statement, without the secrets of the statement (longest first). */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((clean, secret) => blanked(clean, secret), text);
}

function blanked(text: string, secret: string): string {
  const seed = secret.slice(0, SEED);
  let clean = '';
  let done = 0;
  for (let at = text.indexOf(seed); at >= 0; at = text.indexOf(seed, at)) {
    const end = endOfCommon(text, at, secret);
    if (secret.length < SHORT && (isInWord(text, at - 1) || isInWord(text, end))) {
      at += 1;
      continue;
    }
    clean += `${text.slice(done, at)}***`;
    done = end;
    at = end;
  }
  return clean + text.slice(done);
}

function endOfCommon(text: string, at: number, secret: string): number {
  let length = 0;
  while (length < secret.length && text[at + length] === secret[length]) length += 1;
  return at + length;
}

const WORD = /[\p{L}\p{N}_]/u;

function isInWord(text: string, at: number): boolean {
  return WORD.test(text[at] ?? '');
}
