/** Colours for a person's terminal; every function returns its text unchanged where colours are off. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
  cyan(text: string): string;
}

const plain = (text: string): string => text;

export const PLAIN: Style = { bold: plain, dim: plain, red: plain, green: plain, yellow: plain, cyan: plain };

/** Colours when the stream is a terminal and neither `NO_COLOR` nor `TERM=dumb` forbids them; `FORCE_COLOR` asks for them. */
export async function styleFor(
  stream: { readonly isTTY?: boolean },
  variables: Readonly<Record<string, string | undefined>>,
): Promise<Style> {
  const forced = variables.FORCE_COLOR !== undefined && variables.FORCE_COLOR !== '0';
  const forbidden = Boolean(variables.NO_COLOR) || variables.TERM === 'dumb';
  if (forbidden || !(forced || stream.isTTY)) return PLAIN;
  const { default: picocolors } = await import('picocolors');
  return picocolors.createColors(true);
}
