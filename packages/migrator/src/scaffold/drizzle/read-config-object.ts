/** Marks a value that is known only when the file runs. */
export const COMPUTED = Symbol('computed');

/**
 * The object that a configuration in JavaScript or TypeScript exports: `export default {…}`,
 * `export default defineConfig({…})`, the name of a `const`, or `module.exports`. The file is not run: what is no
 * literal is {@link COMPUTED}. `undefined` where there is no such object, or one with a spread, which may say anything.
 */
export function readConfigObject(source: string): Readonly<Record<string, unknown>> | undefined {
  const text = withoutComments(source);
  const exported = /(?:export\s+default|module\.exports\s*=|export\s*=)\s*/.exec(text);
  if (exported === null) return undefined;
  const rest = text.slice(exported.index + exported[0].length);
  const [, name] = /^([A-Za-z_$][\w$]*)\s*(?:;|$|\n|satisfies|as\b)/.exec(rest) ?? [];
  const value = name === undefined ? rest : afterConstant(text, name);
  const [, call = ''] = /^((?:[A-Za-z_$][\w$.]*\s*\(\s*)?)\{/.exec(value ?? '') ?? [undefined, undefined];
  if (value === undefined || value[call.length] !== '{') return undefined;
  const found = new LooseReader(value, call.length).object();
  return isRecord(found) && !Object.hasOwn(found, SPREAD) ? found : undefined;
}

const SPREAD = '...';
const STRING = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/;

function withoutComments(source: string): string {
  const parts = new RegExp(`(${STRING.source})|//[^\\n]*|/\\*[\\s\\S]*?\\*/`, 'g');
  return source.replace(parts, (found, string: string | undefined) => string ?? found.replace(/[^\n]/g, ' '));
}

function afterConstant(text: string, name: string): string | undefined {
  const found = new RegExp(`(?:const|let|var)\\s+${name.replaceAll('$', '\\$')}\\s*(?::[^=]*)?=\\s*`).exec(text);
  return found === null ? undefined : text.slice(found.index + found[0].length);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

class LooseReader {
  readonly #text: string;
  #at: number;

  constructor(text: string, at: number) {
    this.#text = text;
    this.#at = at;
  }

  value(): unknown {
    const first = this.#next();
    const from = this.#at;
    const value = first === '{' ? this.object() : first === '[' ? this.#array() : this.#plain();
    this.#take(/\s*(?:as|satisfies)\s+[A-Za-z_$][\w$.]*(?:\[\])?/y);
    if (from !== this.#at && /[,}\])]|^$/.test(this.#next())) return value;
    // More follows, such as `+ name`.
    this.#skipExpression();
    return COMPUTED;
  }

  object(): object {
    const entries: [string, unknown][] = [];
    this.#list('}', () => {
      const [, word, quoted] = this.#take(new RegExp(`(?:([A-Za-z_$][\\w$]*)|(${STRING.source}))\\s*:`, 'y')) ?? [];
      const key = word ?? (quoted === undefined ? undefined : quoted.slice(1, -1));
      if (key !== undefined) entries.push([key, this.value()]);
      else {
        const from = this.#at;
        this.#skipExpression();
        const [name] = /^[A-Za-z_$][\w$]*/.exec(this.#text.slice(from, this.#at)) ?? [SPREAD];
        entries.push([name, COMPUTED]);
      }
    });
    return Object.fromEntries(entries);
  }

  #array(): readonly unknown[] {
    const items: unknown[] = [];
    this.#list(']', () => items.push(this.value()));
    return items;
  }

  #list(close: string, item: () => void): void {
    this.#at += 1;
    while (this.#next() !== close && this.#at < this.#text.length) {
      item();
      if (this.#next() === ',') this.#at += 1;
      else if (this.#next() !== close) break;
    }
    this.#at += 1;
  }

  #plain(): unknown {
    const string = this.#take(new RegExp(STRING, 'y'))?.[0];
    if (string !== undefined) return /\\|\$\{/.test(string) ? COMPUTED : string.slice(1, -1);
    const word = this.#take(/true\b|false\b|null\b|-?\d+(?:\.\d+)?\b/y)?.[0];
    return word === undefined ? COMPUTED : JSON.parse(word);
  }

  /** Passes over an expression, up to the comma or bracket that ends it. */
  #skipExpression(): void {
    let depth = 0;
    while (this.#at < this.#text.length) {
      if (this.#take(new RegExp(STRING, 'y')) !== undefined) continue;
      const sign = this.#text[this.#at] ?? '';
      if (depth === 0 && /[,}\])]/.test(sign)) return;
      if (/[{[(]/.test(sign)) depth += 1;
      if (/[}\])]/.test(sign)) depth -= 1;
      this.#at += 1;
    }
  }

  /** The next sign that is not a blank; the empty text at the end. */
  #next(): string {
    this.#take(/\s+/y);
    return this.#text[this.#at] ?? '';
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found === null) return undefined;
    this.#at = pattern.lastIndex;
    return found;
  }
}
