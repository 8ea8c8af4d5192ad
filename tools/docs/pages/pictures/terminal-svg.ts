import type { Theme } from './themes.ts';

const [LINE, CHARACTER, PAD] = [18, 7.8, 16];
const ESCAPE = '\u001B';

interface Look {
  readonly bold: boolean;
  readonly dim: boolean;
  readonly colour: string | undefined;
}

const PLAIN: Look = { bold: false, dim: false, colour: undefined };

/** What a terminal showed, escape codes included, as a picture so many characters wide. Longer lines are cut. */
export function terminalSvg(screen: string, columns: number, title: string, theme: Theme): string {
  const lines = screen.split('\n');
  const width = Math.ceil(columns * CHARACTER + 2 * PAD);
  const height = lines.length * LINE + 2 * PAD;
  let look = PLAIN;
  const rows = lines.map((line, n) => {
    const spans: string[] = [];
    let left = columns;
    for (const part of line.split(new RegExp(`(${ESCAPE}\\[\\d*m)`))) {
      if (part.startsWith(ESCAPE)) {
        look = after(look, part.slice(2, -1));
        continue;
      }
      const shown = Array.from(part).slice(0, left).join('');
      left -= Array.from(shown).length;
      if (shown !== '') spans.push(span(shown, look, theme));
    }
    return `<text x="${PAD}" y="${PAD + n * LINE + 13}" xml:space="preserve">${spans.join('')}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="13" fill="${theme.text}">
<title>${escaped(title)}</title>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="${theme.ground}" stroke="${theme.frame}"/>
${rows.join('\n')}
</svg>
`;
}

/** The text of such a picture, line by line. */
export function textOf(svg: string): string {
  return Array.from(svg.matchAll(/<text [^>]*>(.*)<\/text>/g), ([, line]) =>
    (line ?? '')
      .replace(/<[^>]*>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&'),
  ).join('\n');
}

function after(look: Look, code: string): Look {
  switch (code) {
    case '':
    case '0':
      return PLAIN;
    case '1':
      return { ...look, bold: true };
    case '2':
      return { ...look, dim: true };
    case '22':
      return { ...look, bold: false, dim: false };
    case '39':
      return { ...look, colour: undefined };
    default:
      return { ...look, colour: code };
  }
}

function span(text: string, { bold, dim, colour }: Look, theme: Theme): string {
  const fill = colour === undefined ? (dim ? theme.dim : undefined) : theme.colours[colour];
  const attributes = `${fill === undefined ? '' : ` fill="${fill}"`}${bold ? ' font-weight="bold"' : ''}`;
  return attributes === '' ? escaped(text) : `<tspan${attributes}>${escaped(text)}</tspan>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
