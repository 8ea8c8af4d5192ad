import { visible } from '../../errors/visible.ts';

/** Text that is HTML already. Only `html` makes it, so that what a database or a file says can never be a tag. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** What can be put into a template: text is escaped, lists are joined, and nothing is left out by being 0. */
export type HtmlValue = string | number | Html | readonly HtmlValue[] | null | undefined | false;

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Makes HTML of a template. Attributes must be quoted in it; what is put into them is escaped in the same way. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(parts.map((part, at) => part + (at < values.length ? textOf(values[at]) : '')).join(''));
}

/** Marks of direction and what has no width are written out: a name may not look like another. */
export function escaped(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => NAMED[character] ?? character);
}

function textOf(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'number') return String(value);
  return value.map(textOf).join('');
}
