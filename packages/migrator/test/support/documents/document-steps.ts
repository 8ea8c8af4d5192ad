/** One step of a document that is run as a test. */
export type DocumentStep = ShownCommand | ShownFile | ShownEdit;

/** A command and the output that the document shows for it. */
export interface ShownCommand {
  readonly kind: 'command';
  readonly command: string;
  readonly output: string;
  /** Line (1-based) of the command in the document. */
  readonly line: number;
  /** Lines (1-based) of the output: the first, and the one behind the last. */
  readonly outputLines: readonly [number, number];
}

/** A whole file. */
export interface ShownFile {
  readonly kind: 'file';
  readonly path: string;
  readonly text: string;
  readonly line: number;
}

/** Lines of a file and what they become. */
export interface ShownEdit {
  readonly kind: 'edit';
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly line: number;
}

interface Fence {
  readonly info: string;
  readonly line: number;
  readonly lines: readonly string[];
}

/**
 * The steps of a Markdown document, in order: the commands of ```console blocks (`$ command`, below it its output), the
 * files of blocks with a path behind the language, the edits of ```diff blocks with a path. A block that is to be shown
 * and not run has no path and is not a console.
 */
export function documentSteps(markdown: string): readonly DocumentStep[] {
  return fences(markdown).flatMap((fence): readonly DocumentStep[] => {
    const { info, line, lines } = fence;
    const [language = '', path] = info.split(' ');
    if (language === 'console') return commandsOf(fence);
    if (path === undefined) return [];
    if (language !== 'diff') return [{ kind: 'file', path, text: `${lines.join('\n')}\n`, line }];
    const side = (other: string): string =>
      lines
        .filter((it) => !it.startsWith(other))
        .map((it) => `${it.slice(1)}\n`)
        .join('');
    return [{ kind: 'edit', path, before: side('+'), after: side('-'), line }];
  });
}

function fences(markdown: string): readonly Fence[] {
  const found: Fence[] = [];
  let open: (Fence & { readonly lines: string[] }) | undefined;
  for (const [index, line] of markdown.split('\n').entries()) {
    if (!line.startsWith('```')) {
      open?.lines.push(line);
    } else if (open === undefined) {
      open = { info: line.slice(3).trim(), line: index + 1, lines: [] };
    } else {
      found.push(open);
      open = undefined;
    }
  }
  if (open !== undefined) throw new Error(`line ${open.line}: the block has no end`);
  return found;
}

function commandsOf({ lines, line: fence }: Fence): readonly ShownCommand[] {
  const starts = lines.flatMap((line, index) => (line.startsWith('$ ') ? [index] : []));
  return starts.map((start, at) => {
    const end = starts[at + 1] ?? lines.length;
    return {
      kind: 'command',
      command: lines[start]?.slice(2) ?? '',
      output: lines
        .slice(start + 1, end)
        .join('\n')
        .trimEnd(),
      line: fence + start + 1,
      outputLines: [fence + start + 2, fence + end + 1],
    };
  });
}
