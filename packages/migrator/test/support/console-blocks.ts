import { readFileSync } from 'node:fs';

/** One command of a document and the output that the document shows for it. */
export interface ShownCommand {
  readonly command: string;
  readonly output: string;
  /** Line (1-based) of the command in the document. */
  readonly line: number;
}

/**
 * The commands of all ```console blocks of a Markdown document, in order: a line that begins with `$ ` is a command, what follows up to
 * the next command is its output. A block that is to be shown and not run is a ```text block.
 */
export function consoleBlocks(path: string): readonly ShownCommand[] {
  const found: { command: string; output: string[]; line: number }[] = [];
  let inside = false;
  readFileSync(path, 'utf8')
    .split('\n')
    .forEach((line, index) => {
      if (line.startsWith('```')) inside = line === '```console';
      else if (inside && line.startsWith('$ ')) found.push({ command: line.slice(2), output: [], line: index + 1 });
      else if (inside) found.at(-1)?.output.push(line);
    });
  return found.map(({ command, output, line }) => ({ command, line, output: output.join('\n').trim() }));
}

/** Replaces what differs from run to run: durations, dates, ports, process ids, and the time in the name of the file that the tour makes. */
export function stable(output: string): string {
  return output
    .replace(/\b\d+(\.\d+)? (ms|s|min)( \d+ s)?\b/g, '<time>')
    .replace(/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d(:?\d\d)?)?/g, '<date>')
    .replace(/\b\d{8}T\d{6}_(?=5f0c1d2e3a4b)/g, '<time>_')
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:<port>')
    .replace(/\bpid \d+/g, 'pid <pid>')
    .replace(/[ \t]+$/gm, '')
    .replace(/ {2,}/g, '  ')
    .trim();
}
