import { request } from 'node:http';
import { onTestFinished } from 'vitest';
import { createStopSignal } from '../../../src/execute/stop-signal.ts';
import { serveUi } from '../../../src/ui/serve/serve-ui.ts';

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface OpenUi {
  /** With the token. */
  readonly url: string;
  readonly port: number;
  readonly cookie: string;
  /** Asks as the browser does that was given the cookie; the path goes out as it is. */
  get(path: string, headers?: Readonly<Record<string, string>>, method?: string): Promise<Answer>;
  /** What is told from now on, as `kind environment`, or `fleet name`. */
  listen(): Promise<{ readonly heard: readonly string[]; stop(): void }>;
  readonly failures: readonly unknown[];
  readonly idle: Promise<void>;
  close(): Promise<void>;
}

/** The page of a workspace, served in this process until the test is over. */
export async function openUi(
  cwd: string,
  variables: Readonly<Record<string, string>> = {},
  { idleMs = 600_000, typed = (command: string): string => command } = {},
): Promise<OpenUi> {
  const failures: unknown[] = [];
  const server = await serveUi({
    workbench: { cwd, variables, runs: 'ui', stop: createStopSignal(), onEvent: () => {} },
    host: '127.0.0.1',
    port: 0,
    idleMs,
    typed,
    onFailure: (error) => failures.push(error),
  });
  const close = (): Promise<void> => server.close('The test is over.');
  onTestFinished(close);
  const { port, search } = new URL(server.url);
  const host = `127.0.0.1:${port}`;
  const first = await ask(Number(port), 'GET', `/${search}`, { host });
  const cookie = String(first.headers['set-cookie']).split(';')[0] ?? '';
  return {
    url: server.url,
    port: Number(port),
    cookie,
    failures,
    idle: server.idle,
    close,
    get: (path, headers = {}, method = 'GET') => ask(Number(port), method, path, { host, cookie, ...headers }),
    async listen() {
      const heard: string[] = [];
      const stop = await events(Number(port), { host, cookie }, (text) => {
        for (const [, data] of text.matchAll(/^data: (\{.+\})$/gm)) {
          const { kind = 'hello', environment = '', fleet = '' } = JSON.parse(data ?? '{}');
          heard.push(`${kind} ${environment}${fleet}`.trim());
        }
      });
      return { heard, stop };
    },
  };
}

type Headers = Readonly<Record<string, string>>;

/** Not `fetch`, which makes paths and the host what they should be. */
function ask(port: number, method: string, path: string, headers: Headers): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text, headers: answer.headers }));
    });
    asked.on('error', reject).end();
  });
}

function events(port: number, headers: Headers, hear: (text: string) => void): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path: '/events', headers }, (answer) => {
      answer.setEncoding('utf8').on('data', hear);
      resolve(() => asked.destroy());
    });
    asked.on('error', reject).end();
  });
}
