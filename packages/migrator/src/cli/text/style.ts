import type { CliIo } from '../cli-io.ts';
import type { CliStream } from '../cli-stream.ts';
import { coloured } from '../screen.ts';
import { asTyped } from '../words/as-typed.ts';

/** Colours for a person's terminal; every function returns its text unchanged where colours are off. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
  blue(text: string): string;
  magenta(text: string): string;
  cyan(text: string): string;
  /** A hint or a repair, with `migrate` as typed in this shell. */
  typed(text: string): string;
}

const plain = (text: string): string => text;

export const PLAIN: Style = {
  bold: plain,
  dim: plain,
  red: plain,
  green: plain,
  yellow: plain,
  blue: plain,
  magenta: plain,
  cyan: plain,
  typed: plain,
};

/**
 * Colours if the stream is a terminal, unless `NO_COLOR` (any non-empty value, as in no-color.org), `FORCE_COLOR=0` or
 * `TERM=dumb` forbids them; `FORCE_COLOR` turns them on elsewhere.
 */
export async function styleFor(stream: CliStream, { env: variables, program }: CliIo): Promise<Style> {
  const typed = program === undefined ? plain : (text: string): string => asTyped(text, program());
  const { FORCE_COLOR: force } = variables;
  const off = force === '0' || force === 'false';
  const forbidden = Boolean(variables.NO_COLOR) || variables.TERM === 'dumb' || off;
  if (forbidden || !(force !== undefined || stream.isTTY)) return { ...PLAIN, typed };
  const { default: picocolors } = await import('picocolors');
  const colours = picocolors.createColors(true);
  return {
    bold: (text) => coloured(text, colours.bold),
    dim: (text) => coloured(text, colours.dim),
    red: (text) => coloured(text, colours.red),
    green: (text) => coloured(text, colours.green),
    yellow: (text) => coloured(text, colours.yellow),
    blue: (text) => coloured(text, colours.blue),
    magenta: (text) => coloured(text, colours.magenta),
    cyan: (text) => coloured(text, colours.cyan),
    typed,
  };
}
