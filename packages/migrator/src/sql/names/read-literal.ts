import { Tokenizer } from '../tokens/tokenizer.ts';

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/**
 * The text of an SQL expression that is one string literal and nothing else, `'it''s'` or `E'C:\\tmp'` (read with
 * `standard_conforming_strings` on); `undefined` for every other expression.
 */
export function readLiteral(sql: string): string | undefined {
  const tokenizer = new Tokenizer(sql);
  if (tokenizer.next() !== 'string') return undefined;
  const token = tokenizer.text;
  if (tokenizer.next() !== 'end' || !token.endsWith("'")) return undefined;
  if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
  return /^e'/i.test(token) ? unescaped(token.slice(2, -1)) : undefined;
}

function unescaped(body: string): string {
  return body.replace(
    /''|\\(?:x([0-9a-f]{1,2})|u([0-9a-f]{4})|U([0-9a-f]{8})|([0-7]{1,3})|([\s\S]))/gi,
    (whole, byte?: string, short?: string, long?: string, octal?: string, character?: string) => {
      if (whole === "''") return "'";
      const code = byte ?? short ?? long;
      if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
      if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
      return ESCAPES[character ?? ''] ?? character ?? '';
    },
  );
}
