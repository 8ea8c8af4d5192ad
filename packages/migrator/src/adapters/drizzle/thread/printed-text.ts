import { stripVTControlCharacters } from 'node:util';

/** Collects what this thread prints from now on; the returned function returns what came since it was last called. */
export function collectPrinted(): () => string {
  let output = '';
  for (const stream of [process.stdout, process.stderr]) {
    stream.write = (chunk: unknown, ...rest: readonly unknown[]) => {
      output +=
        typeof chunk === 'string' ? chunk : chunk instanceof Uint8Array ? Buffer.from(chunk).toString('utf8') : '';
      const done = rest.at(-1);
      if (typeof done === 'function') done();
      return true;
    };
  }
  return () => {
    const text = output;
    output = '';
    return text;
  };
}

/** Without colours, and trimmed. */
export function tidy(text: string): string {
  return stripVTControlCharacters(text).trim();
}
