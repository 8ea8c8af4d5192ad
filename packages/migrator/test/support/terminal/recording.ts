import { maskedLine } from './masked.ts';

interface Frame {
  readonly title: string;
  readonly lines: readonly string[];
}

/** What Braid breaks at words when it is wider than the terminal. */
const BROKEN = /^(?:database:|postgres:\/\/\S+|blocked|free|waiting|retrying|taken over|warning|error) /;

/** Where such a line is broken depends on the length of what is masked: here it is one. */
function unbroken(screen: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const line of screen) {
    const before = lines.at(-1) ?? '';
    const goesOn = BROKEN.test(before) && /^ {2}(?!held up|→|[-+↑↓] |changed |loses )\S/.test(line);
    if (goesOn) lines.splice(-1, 1, `${before} ${line.trim()}`);
    else lines.push(line);
  }
  return lines;
}

/** Screens of a story in a terminal, as text that can be compared: neighbours that are the same but for times are one. */
export class Recording {
  readonly #columns: number;
  readonly #command: string;
  readonly #frames: Frame[] = [];

  constructor(command: string, columns: number) {
    this.#command = command;
    this.#columns = columns;
  }

  add(title: string, screen: readonly string[]): void {
    const lines = unbroken(screen).map((line) => maskedLine(line, this.#columns).trimEnd());
    this.#frames.push({ title, lines: lines.filter((line, at) => line !== lines[at - 1]) });
  }

  text(): string {
    const frames = this.#frames.map(({ title, lines }) => `--- ${title}\n${lines.join('\n')}\n`);
    return `$ ${this.#command}\n\n${frames.join('\n')}`;
  }
}
