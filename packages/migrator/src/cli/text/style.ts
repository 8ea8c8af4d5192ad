import { coloured } from '../screen.ts';

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
};

/**
 * Colours when the stream is a terminal and neither `NO_COLOR` (any value but an empty one, as no-color.org has it),
 * `FORCE_COLOR=0` nor `TERM=dumb` forbids them; `FORCE_COLOR` asks for them elsewhere.
 */
export async function styleFor(
  stream: { readonly isTTY?: boolean },
  variables: Readonly<Record<string, string | undefined>>,
): Promise<Style> {
  const { FORCE_COLOR: force } = variables;
  const off = force === '0' || force === 'false';
  const forbidden = Boolean(variables.NO_COLOR) || variables.TERM === 'dumb' || off;
  if (forbidden || !(force !== undefined || stream.isTTY)) return PLAIN;
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
  };
}
