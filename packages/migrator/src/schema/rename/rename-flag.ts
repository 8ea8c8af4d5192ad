import { RenameFlagError } from '../../errors/schema/rename-errors.ts';
import { printPart, readPart } from '../../sql/names/read-part.ts';
import { idLength, RENAME_KINDS, type Rename, type RenameKind, same } from './rename.ts';

/** `--rename [kind ]old=new` or `--new [kind ]name`, read but not yet matched with what changed. */
export interface RenameFlag {
  readonly text: string;
  readonly kind?: RenameKind;
  /** One to three names; `public` may be omitted. */
  readonly from: readonly string[];
  /** Empty for `--new`. */
  readonly to: readonly string[];
}

/**
 * Reads `events.kind=event_type`, `table app.a=b.a`, `mood.'sad'=blue`, `"Odd Name"=plain`. Throws a `RenameFlagError`.
 */
export function parseRenameFlag(text: string): RenameFlag {
  const { kind, rest } = takeKind(text.trim());
  const reader = new PathReader(rest, text);
  const from = reader.path();
  reader.expect('=');
  const to = reader.path();
  reader.expect('');
  const isValue = reader.literal && kind === undefined;
  return { text, ...(isValue ? { kind: 'enum-value' } : kind === undefined ? {} : { kind }), from, to };
}

/** Reads `events.title`, `column events.title` or `mood.'blue'`. */
export function parseNewFlag(text: string): RenameFlag {
  const { kind, rest } = takeKind(text.trim());
  const reader = new PathReader(rest, text);
  const from = reader.path();
  reader.expect('');
  return { text, ...((kind ?? reader.literal) ? { kind: kind ?? 'enum-value' } : {}), from, to: [] };
}

/** The form in the header of a revision and after `--rename`: `column events.kind=event_type`. */
export function printRename({ kind, from, to }: Rename): string {
  const sameContainer = same(from.slice(0, -1), to.slice(0, -1));
  return `${kind} ${printPath(kind, from)}=${sameContainer ? printPart(to.at(-1) ?? '') : printPath(kind, to)}`;
}

/** Reads the output of `printRename`. Throws a `RenameFlagError`. */
export function parseRename(text: string): Rename {
  const { kind, from, to } = parseRenameFlag(text);
  if (kind === undefined) throw new RenameFlagError({ flag: text, problem: 'no-kind' });
  const whole = completePath(kind, from, text);
  return { kind, from: whole, to: completeTarget(kind, whole, to, text) };
}

/** The whole id for a path, with `public` if it omits the schema. */
export function completePath(kind: RenameKind, path: readonly string[], text: string): readonly string[] {
  const length = idLength(kind);
  if (path.length === length) return path;
  if (path.length === length - 1) return ['public', ...path];
  throw new RenameFlagError({ flag: text, problem: 'not-a-name', kind });
}

/** The new id; a single name stays in the place of the old one. */
export function completeTarget(
  kind: RenameKind,
  from: readonly string[],
  to: readonly string[],
  text: string,
): readonly string[] {
  return to.length === 1 ? [...from.slice(0, -1), to[0] ?? ''] : completePath(kind, to, text);
}

export function printPath(kind: RenameKind, id: readonly string[]): string {
  const names = id.length > 1 && id[0] === 'public' ? id.slice(1) : id;
  return names.map((name, index) => printPart(name, kind === 'enum-value' && index === names.length - 1)).join('.');
}

function takeKind(text: string): { kind?: RenameKind; rest: string } {
  const kind = RENAME_KINDS.find((it) => text.startsWith(`${it} `));
  return kind === undefined ? { rest: text } : { kind, rest: text.slice(kind.length).trimStart() };
}

/** Reads dotted names from left to right. */
class PathReader {
  /** Whether a name was in single quotes, which makes it an enum value. */
  literal = false;
  readonly #text: string;
  readonly #flag: string;
  #at = 0;

  constructor(text: string, flag: string) {
    this.#text = text;
    this.#flag = flag;
  }

  path(): readonly string[] {
    const names = [this.#name()];
    while (this.#text[this.#at] === '.') {
      this.#at += 1;
      names.push(this.#name());
    }
    return names;
  }

  /** The next character, or the end when `character` is empty. */
  expect(character: string): void {
    this.#blanks();
    const found = this.#text[this.#at] ?? '';
    if (found !== character) {
      const flag = this.#flag;
      throw new RenameFlagError(
        character === '' ? { flag, problem: 'trailing', found } : { flag, problem: 'no-equals' },
      );
    }
    this.#at += 1;
    this.#blanks();
  }

  #name(): string {
    const part = readPart(this.#text, this.#at);
    if (part === undefined) throw new RenameFlagError({ flag: this.#flag, problem: 'no-name' });
    this.#at = part.end;
    if (part.literal) this.literal = true;
    return part.text;
  }

  #blanks(): void {
    while (this.#text[this.#at] === ' ') this.#at += 1;
  }
}
