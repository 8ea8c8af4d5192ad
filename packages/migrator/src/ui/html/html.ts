import { visible } from '../../errors/visible.ts';

/** Text that is already HTML. Only `html` creates it, so a text from a database or a file can never become a tag. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** A value in a template: text is escaped, lists are joined, and 0 is printed. */
export type HtmlValue = string | number | Html | readonly HtmlValue[] | null | undefined | false;

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Creates HTML from a template. Attributes in it must be quoted; values in them are escaped, too. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(parts.map((part, at) => part + (at < values.length ? textOf(values[at]) : '')).join(''));
}

/** Direction marks and characters without width are written out, so that no name can look like another. */
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
