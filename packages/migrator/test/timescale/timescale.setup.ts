import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    timescaleUrl: string;
  }
}

/** The server that `npm run test:timescale` has started. */
export default function setup({ provide }: TestProject): void {
  provide('timescaleUrl', process.env.BRAID_TIMESCALE ?? '');
}
