import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Terminal } from '@xterm/headless';
import { migrateBin } from '../../support/run-migrate.ts';

export interface Recording {
  readonly exitCode: number | null;
  /** The last line of the screen each time that it changed. */
  readonly lastLines: readonly string[];
  /** All lines at the end. */
  readonly screen: readonly string[];
  /** Every byte that came. */
  readonly raw: string;
}

export interface RecordOptions {
  readonly cwd: string;
  readonly columns: number;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs a command line of the program in a pseudo-terminal, which `script` of util-linux or BSD makes, and keeps what a
 * person would have seen.
 */
export async function record(args: readonly string[], { cwd, columns, env = {} }: RecordOptions): Promise<Recording> {
  const quoted = [process.execPath, migrateBin, ...args].map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  const command = `stty cols ${columns} rows 40; exec ${quoted}`;
  const words =
    process.platform === 'darwin' ? ['-q', '/dev/null', '/bin/sh', '-c', command] : ['-qefc', command, '/dev/null'];
  const { VITEST, NODE_OPTIONS, NO_COLOR, FORCE_COLOR, DATABASE_URL, SERVICE_CONFIG_PATH, CI, ...rest } = process.env;
  const child = spawn('script', words, {
    cwd,
    env: { ...rest, TERM: 'xterm-256color', BRAID_CALLED_AS: 'migrate', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const terminal = new Terminal({ cols: columns, rows: 40, scrollback: 1000, allowProposedApi: true });
  const lastLines: string[] = [];
  let raw = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    raw += text;
    terminal.write(text, () => {
      const last = linesOf(terminal).at(-1) ?? '';
      if (last !== lastLines.at(-1)) lastLines.push(last);
    });
  });
  const [exitCode] = await once(child, 'close');
  await new Promise<void>((resolve) => terminal.write('', resolve));
  return { exitCode, lastLines, screen: linesOf(terminal), raw };
}

function linesOf(terminal: Terminal): string[] {
  const { active } = terminal.buffer;
  const lines: string[] = [];
  for (let row = 0; row < active.length; row++) {
    const line = active.getLine(row);
    const text = line?.translateToString(true) ?? '';
    if (line?.isWrapped === true) lines.push(`${lines.pop() ?? ''}${text}`);
    else lines.push(text);
  }
  while (lines.at(-1) === '') lines.pop();
  return lines;
}
