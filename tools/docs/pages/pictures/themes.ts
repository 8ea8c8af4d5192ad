/** The colours of a terminal: `ground` and `text`, and those that SGR codes name. */
export interface Theme {
  readonly ground: string;
  readonly text: string;
  readonly dim: string;
  readonly frame: string;
  readonly colours: Readonly<Record<string, string>>;
}

/** GitHub's, so that pictures fit the pages around them. */
export const THEMES = {
  light: {
    ground: '#ffffff',
    text: '#1f2328',
    dim: '#6e7781',
    frame: '#d1d9e0',
    colours: { 31: '#cf222e', 32: '#116329', 33: '#7d4e00', 34: '#0969da', 35: '#8250df', 36: '#1b7c83' },
  },
  dark: {
    ground: '#0d1117',
    text: '#e6edf3',
    dim: '#8b949e',
    frame: '#30363d',
    colours: { 31: '#ff7b72', 32: '#3fb950', 33: '#d29922', 34: '#58a6ff', 35: '#bc8cff', 36: '#39c5cf' },
  },
} satisfies Readonly<Record<string, Theme>>;

/** What a drawing of Braid uses on white, and what is as readable on the dark ground. */
const DARK: Readonly<Record<string, string>> = {
  '#ffffff': THEMES.dark.ground,
  '#222222': THEMES.dark.text,
  '#0072b2': '#58a6ff',
  '#b34700': '#ffa657',
  '#00795a': '#56d4a4',
  '#a8437f': '#f778ba',
  '#8a6d00': '#e3b341',
  '#9c2a3a': '#ff7b72',
  '#7a3fb0': '#bc8cff',
  '#5c5c5c': '#8b949e',
};

/** A drawing for a dark page. */
export function darkened(svg: string): string {
  return svg.replace(/#[0-9a-f]{6}/g, (colour) => DARK[colour] ?? colour);
}
