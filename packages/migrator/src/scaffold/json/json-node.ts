/** A value in a JSON text, with its place there: offsets of its first character and behind its last. */
export type JsonNode =
  | { readonly kind: 'object'; readonly start: number; readonly end: number; readonly members: readonly JsonMember[] }
  | { readonly kind: 'array'; readonly start: number; readonly end: number; readonly items: readonly JsonNode[] }
  | { readonly kind: 'scalar'; readonly start: number; readonly end: number; readonly value: unknown };

export interface JsonMember {
  readonly key: string;
  /** Where its key begins. */
  readonly start: number;
  readonly value: JsonNode;
}

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Comments and commas behind the last item are allowed, as editors allow them in nx.json and tsconfig.json. */
const TRIVIA = /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
const TOKEN = /"(?:[^"\\\n]|\\.)*"|[{}[\],:]|[^\s{}[\],:"/]+/y;

/** Where everything is in a JSON text; `undefined` when it is none. */
export function parseJsonText(text: string): JsonNode | undefined {
  const tokens = tokensOf(text);
  if (tokens === undefined) return undefined;
  try {
    const reader = new Reader(tokens);
    const node = reader.value();
    return reader.isAtEnd ? node : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length) {
    TRIVIA.lastIndex = at;
    const skipped = TRIVIA.exec(text);
    if (skipped !== null) {
      at = TRIVIA.lastIndex;
      continue;
    }
    TOKEN.lastIndex = at;
    const [found] = TOKEN.exec(text) ?? [];
    if (found === undefined) return undefined;
    tokens.push({ text: found, start: at, end: at + found.length });
    at += found.length;
  }
  return tokens;
}

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  value(): JsonNode {
    const { text, start, end } = this.#next();
    if (text === '{') {
      const members: JsonMember[] = [];
      const close = this.#list('}', () => {
        const key = this.#next();
        if (this.#next().text !== ':') throw new SyntaxError('a member has no colon');
        members.push({ key: String(JSON.parse(key.text)), start: key.start, value: this.value() });
      });
      return { kind: 'object', start, end: close, members };
    }
    if (text === '[') {
      const items: JsonNode[] = [];
      const close = this.#list(']', () => items.push(this.value()));
      return { kind: 'array', start, end: close, items };
    }
    return { kind: 'scalar', start, end, value: JSON.parse(text) };
  }

  /** Reads items until the closing sign. @returns the offset behind it */
  #list(close: string, item: () => void): number {
    for (;;) {
      if (this.#tokens[this.#at]?.text === close) return this.#next().end;
      item();
      const { text, end } = this.#next();
      if (text === close) return end;
      if (text !== ',') throw new SyntaxError('items are parted by commas');
    }
  }

  #next(): Token {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw new SyntaxError('the text ends too early');
    return token;
  }
}

/** The value that the text stands for. */
export function jsonValue(node: JsonNode): unknown {
  if (node.kind === 'object') return Object.fromEntries(node.members.map(({ key, value }) => [key, jsonValue(value)]));
  return node.kind === 'array' ? node.items.map(jsonValue) : node.value;
}
