import type { Style } from '../style.ts';

/**
 * Paints text in the colour of a slice: the same in every row, and a different one for each slice while colours last.
 */
export function lanePainter(slices: Iterable<string>, style: Style): (slice: string, text: string) => string {
  const colours = [style.cyan, style.green, style.magenta, style.yellow, style.blue, style.red];
  const names = [...new Set(slices)].sort();
  const colourOf = new Map(names.map((name, n) => [name, colours[n % colours.length] ?? style.cyan]));
  return (slice, text) => colourOf.get(slice)?.(text) ?? text;
}
