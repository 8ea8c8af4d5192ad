import { foldedName } from '../names/stored-name.ts';
import { type Token, TokenList } from '../tokens/token-list.ts';

/** `value::type`, where the cast is the whole of an expression. */
export interface OuterCast {
  /** What is cast, as written. */
  readonly value: string;
  /** The words of the type, in lower case and with one blank between them, without `[]`: `timestamp with time zone`. */
  readonly type: string;
  readonly schema?: string;
  readonly dimensions: number;
}

/**
 * The last cast of an expression that is one value with casts after it: a literal, a name, a call or something in
 * parentheses; `undefined` where the cast is but of a part (`a || b::text`).
 */
export function outerCast(sql: string): OuterCast | undefined {
  const tokens = [...new TokenList(sql)];
  const casts = tokens.flatMap(({ key, start }, index) =>
    key === ':' && tokens[index + 1]?.key === ':' && tokens[index + 1]?.start === start + 1 ? [index] : [],
  );
  const [first, last] = [casts[0], casts.at(-1)];
  if (first === undefined || last === undefined || !isOneValue(tokens.slice(0, first))) return undefined;
  const between = tokens.slice(first, last);
  if (!between.every(({ kind, key }) => isOfType(kind, key) || [':', '[', ']'].includes(key))) return undefined;
  const [begin, parts] = [tokens[last]?.start ?? 0, tokens.slice(last + 2)];
  const dimensions = parts.filter(({ key }) => key === '[').length;
  const words = parts.filter(({ key }) => key !== '[' && key !== ']');
  if (words.length === 0 || words.some(({ kind, key }) => !isOfType(kind, key))) return undefined;
  const [schema] = words[1]?.key === '.' ? words : [];
  const name = words.slice(schema === undefined ? 0 : 2);
  return {
    value: sql.slice(0, begin).trimEnd(),
    type: name
      .map(textOf)
      .join(' ')
      .replace(/ ?([(),]) ?/g, '$1'),
    ...(schema === undefined ? {} : { schema: textOf(schema) }),
    dimensions,
  };
}

function isOfType(kind: Token['kind'], key: string): boolean {
  return kind === 'word' || kind === 'quoted-identifier' || kind === 'number' || ['.', '(', ')', ','].includes(key);
}

/** `'x'`, `5`, `current_date`, `app.next(…)`, `(…)`. */
function isOneValue(tokens: readonly Token[]): boolean {
  const open = tokens.findIndex(({ key }) => key === '(');
  const head = open < 0 ? tokens : tokens.slice(0, open);
  const isLiteral = open < 0 && head.length === 1 && (head[0]?.kind === 'string' || head[0]?.kind === 'number');
  const isName = head.every(({ kind, key }) => kind === 'word' || kind === 'quoted-identifier' || key === '.');
  if (tokens.length === 0 || !(isLiteral || isName)) return false;
  if (open < 0) return true;
  let depth = 0;
  return tokens.slice(open).every(({ key }, index, all) => {
    depth += key === '(' ? 1 : key === ')' ? -1 : 0;
    return depth > 0 || index === all.length - 1;
  });
}

function textOf({ kind, text, key }: Token): string {
  return kind === 'quoted-identifier' ? foldedName(text) : key === '' ? text : key;
}
