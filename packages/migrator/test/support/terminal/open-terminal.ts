import { type IPty, spawn } from '@lydell/node-pty';
import { Terminal } from '@xterm/headless';
import { onTestFinished } from 'vitest';
import { migrateBin } from '../run-migrate.ts';
import { brokenRows, colouredLinesOf, linesOf } from './screen-of.ts';
import { type Beat, beatOf } from './silence.ts';

export interface TerminalOptions {
  readonly cwd: string;
  readonly columns: number;
  readonly env?: Readonly<Record<string, string>>;
}

export interface EndedTerminal {
  readonly exitCode: number;
  /** All lines, with those that have scrolled away. */
  readonly screen: readonly string[];
  /** How often the terminal broke a line, where it had no room for it. */
  readonly broken: number;
  /** Its colours by name. */
  readonly coloured: readonly string[];
  /** The last line of the screen each time that it changed. */
  readonly lastLines: readonly string[];
  /** Every byte that came. */
  readonly raw: string;
  readonly cursor: 'shown' | 'hidden';
  readonly beats: readonly Beat[];
}

/** A command line of the program in a terminal, and whoever sits in front of it. */
export interface OpenTerminal {
  /** Waits until the screen shows it, and gives that screen. Throws when the command ends before that. */
  until(what: RegExp): Promise<readonly string[]>;
  type(keys: string): void;
  resize(columns: number): void;
  readonly ended: Promise<EndedTerminal>;
}

export const KEYS = { ctrlC: '\u0003', ctrlD: '\u0004', escape: '\u001B', enter: '\r', down: '\u001B[B' } as const;

const ROWS = 40;

/** Ends what hangs, and judges no speed; in milliseconds. */
const PATIENCE = Number(process.env.BRAID_TERMINAL_PATIENCE ?? 60_000);

/** Variables that choose a database or colours, or that say that nobody sits there. */
const UNWANTED = [
  ...['VITEST', 'NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS', 'NO_COLOR', 'FORCE_COLOR', 'CI', 'DATABASE_URL'],
  ...['SERVICE_CONFIG_PATH', 'BRAID_PROGRESS', 'CLAUDECODE', 'AI_AGENT'],
];

/** Runs a command line of the program in a pseudo-terminal, until the running test is over at the latest. */
export function openTerminal(args: readonly string[], { cwd, columns, env = {} }: TerminalOptions): OpenTerminal {
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || UNWANTED.includes(name) ? [] : [[name, value] as const],
  );
  const pty = spawn(process.execPath, [migrateBin, ...args], {
    ...{ name: 'xterm-256color', cols: columns, rows: ROWS, cwd },
    env: { ...Object.fromEntries(inherited), BRAID_CALLED_AS: 'migrate', ...env },
  });
  return new PseudoTerminal(pty, columns);
}

interface Wish {
  readonly what: RegExp;
  resolve(screen: readonly string[]): void;
}

class PseudoTerminal implements OpenTerminal {
  readonly #pty: IPty;
  readonly #terminal: Terminal;
  readonly #beats: Beat[] = [];
  readonly #lastLines: string[] = [];
  readonly ended: Promise<EndedTerminal>;
  #wishes: readonly Wish[] = [];
  #raw = '';
  #failure: string | undefined;
  #heldUp = 0;

  constructor(pty: IPty, columns: number) {
    this.#pty = pty;
    this.#terminal = new Terminal({ cols: columns, rows: ROWS, scrollback: 1000, allowProposedApi: true });
    pty.onData((text) => {
      this.#beats.push(this.#beat());
      this.#raw += text;
      this.#terminal.write(text, () => this.#look());
    });
    let running = true;
    const patience = setTimeout(() => {
      this.#failure = `It did not end:\n${linesOf(this.#terminal).join('\n')}`;
      pty.kill('SIGKILL');
    }, 2 * PATIENCE);
    const looking = setInterval(() => this.#beat(), 50);
    this.ended = new Promise((resolve, reject) => {
      pty.onExit(({ exitCode, signal }) => {
        running = false;
        // Nothing tells any more how long the process was held up since.
        this.#beats.push({ ...beatOf(pty.pid), heldUp: this.#heldUp });
        clearInterval(looking);
        clearTimeout(patience);
        // As shells have it.
        const code = signal ? 128 + signal : exitCode;
        if (this.#failure !== undefined) reject(new Error(this.#failure));
        else this.#terminal.write('', () => resolve(this.#end(code)));
      });
    });
    onTestFinished(() => {
      if (running) pty.kill('SIGKILL');
    });
  }

  async until(what: RegExp): Promise<readonly string[]> {
    let timer: NodeJS.Timeout | undefined;
    const failed = (why: string, screen: readonly string[]) => new Error(`${why} ${what}:\n${screen.join('\n')}`);
    try {
      return await new Promise((resolve, reject) => {
        this.#wishes = [...this.#wishes, { what, resolve }];
        this.#look();
        timer = setTimeout(() => reject(failed('Waited in vain for', linesOf(this.#terminal))), PATIENCE);
        this.ended.then(({ screen }) => reject(failed('The command ended without', screen)), reject);
      });
    } finally {
      clearTimeout(timer);
    }
  }

  type(keys: string): void {
    this.#pty.write(keys);
  }

  resize(columns: number): void {
    this.#terminal.resize(columns, ROWS);
    this.#pty.resize(columns, ROWS);
  }

  #beat(): Beat {
    const beat = beatOf(this.#pty.pid);
    this.#heldUp = beat.heldUp;
    return beat;
  }

  #look(): void {
    const screen = linesOf(this.#terminal);
    const last = screen.at(-1) ?? '';
    if (last !== this.#lastLines.at(-1)) this.#lastLines.push(last);
    const text = screen.join('\n');
    const granted = this.#wishes.filter(({ what }) => what.test(text));
    this.#wishes = this.#wishes.filter((wish) => !granted.includes(wish));
    for (const { resolve } of granted) resolve(screen);
  }

  #end(exitCode: number): EndedTerminal {
    const hidden = this.#raw.lastIndexOf('\u001B[?25l');
    return {
      exitCode,
      screen: linesOf(this.#terminal),
      broken: brokenRows(this.#terminal),
      coloured: colouredLinesOf(this.#terminal),
      lastLines: this.#lastLines,
      raw: this.#raw,
      cursor: hidden > this.#raw.lastIndexOf('\u001B[?25h') ? 'hidden' : 'shown',
      beats: this.#beats,
    };
  }
}
