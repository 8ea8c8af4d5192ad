import type { IBufferCell, IBufferLine, Terminal } from '@xterm/headless';

/** All lines that a terminal shows or has scrolled away; those that it wrapped are one. */
export function linesOf(terminal: Terminal): readonly string[] {
  return joined(terminal, (line) => line.translateToString(true));
}

/** Rows that begin in the middle of a line, because the terminal had no room for the rest of it. */
export function brokenRows({ buffer: { active } }: Terminal): number {
  return Array.from({ length: active.length }, (_, row) => active.getLine(row)).filter((line) => line?.isWrapped)
    .length;
}

/** The same with its colours by name: `{green ✓} 1/1`. */
export function colouredLinesOf(terminal: Terminal): readonly string[] {
  return joined(terminal, (line) => {
    let text = '';
    let open = '';
    for (let column = 0; column < line.length; column++) {
      const cell = line.getCell(column);
      if (cell === undefined || cell.getWidth() === 0) continue;
      const look = lookOf(cell);
      if (look !== open) text += `${open === '' ? '' : '}'}${look === '' ? '' : `{${look} `}`;
      open = look;
      text += cell.getChars() === '' ? ' ' : cell.getChars();
    }
    return `${text.trimEnd()}${open === '' ? '' : '}'}`;
  });
}

const COLOURS = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white', 'grey'];

function lookOf(cell: IBufferCell): string {
  const words = [
    cell.isBold() ? 'bold' : '',
    cell.isDim() ? 'dim' : '',
    cell.isInverse() ? 'inverse' : '',
    cell.isFgDefault() ? '' : (COLOURS[cell.getFgColor()] ?? `colour-${cell.getFgColor()}`),
    cell.isBgDefault() ? '' : `on-${COLOURS[cell.getBgColor()] ?? cell.getBgColor()}`,
  ];
  return words.filter((word) => word !== '').join('-');
}

function joined({ buffer: { active } }: Terminal, textOf: (line: IBufferLine) => string): readonly string[] {
  const lines: string[] = [];
  for (let row = 0; row < active.length; row++) {
    const line = active.getLine(row);
    const text = line === undefined ? '' : textOf(line);
    if (line?.isWrapped === true) lines.push(`${lines.pop() ?? ''}${text}`);
    else lines.push(text);
  }
  while (lines.at(-1) === '') lines.pop();
  return lines;
}
