import { PassThrough, Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';

/** A terminal whose person does something once the screen shows some text. */
export function typist(text: string, act: (input: PassThrough) => void) {
  const input = new PassThrough();
  let screen = '';
  let typed = false;
  const output = new Writable({
    write(chunk, _encoding, done) {
      screen += String(chunk);
      if (!typed && screen.includes(text)) {
        typed = true;
        setImmediate(act, input);
      }
      done();
    },
  });
  Object.assign(output, { columns: 100, rows: 30 });
  return { input, output, screen: () => stripVTControlCharacters(screen) };
}
