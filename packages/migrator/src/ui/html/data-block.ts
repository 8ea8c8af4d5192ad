import { visible } from '../../errors/visible.ts';
import { Html } from './html.ts';

/** Characters that could end a script, begin a comment in it, or end a line of JavaScript. */
const UNSAFE = /[<>&\u2028\u2029]/g;

/** Data for the scripts of the page, in a block that no browser runs. Texts in it are displayed unchanged. */
export function dataBlock(id: string, data: unknown): Html {
  const json = JSON.stringify(data, (_, value: unknown) =>
    typeof value === 'string' ? visible(value) : value,
  ).replace(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return new Html(`<script type="application/json" id="${id}">${json}</script>`);
}
