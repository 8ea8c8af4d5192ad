import { visible } from '../../errors/visible.ts';
import { Html } from './html.ts';

/** What ends a script, begins a comment in one, or ends a line of JavaScript. */
const UNSAFE = /[<>&\u2028\u2029]/g;

/** Data for the scripts of the page, in a block that no browser runs. */
export function dataBlock(id: string, data: unknown): Html {
  const json = visible(JSON.stringify(data)).replace(
    UNSAFE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return new Html(`<script type="application/json" id="${id}">${json}</script>`);
}
