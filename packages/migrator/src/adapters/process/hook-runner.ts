import { redact, type Secrets } from '../../conninfo/secrets.ts';
import type { StopSignal } from '../../execute/stop-signal.ts';
import type { HookRunner } from '../../ports/backup/hook-runner.ts';
import { OutputTail } from './output-tail.ts';
import { withWorkspaceBin } from './run-hook.ts';
import { runToEnd } from './run-to-end.ts';

/** Variables that hold a secret, by their names. */
const SECRET_NAME = /PASS(WORD|WD|PHRASE)?$|SECRET|TOKEN|CREDENTIAL|PRIVATE|API_?KEY|ACCESS_?KEY/i;
/** A shorter value is part of ordinary words. */
const SHORTEST = 6;

/** Runs the commands of `hooks`. What they print is shown without passwords and without values of secret variables. */
export function openHookRunner(options: {
  readonly root: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly stop: StopSignal;
  readonly secrets: Secrets;
}): HookRunner {
  const { root, stop } = options;
  const masked = maskOf(options.variables, options.secrets);
  return {
    async run(command, { variables, timeoutMs, signal }) {
      const tail = new OutputTail();
      const env = withWorkspaceBin(root, { ...options.variables, ...variables });
      const onOutput = (chunk: Buffer) => tail.add(chunk);
      const problem = await runToEnd(command, { cwd: root, env, timeoutMs, stop, signal, onOutput });
      return { problem: problem === undefined ? null : masked(problem), output: masked(tail.text()) };
    },
  };
}

/** Blanks secrets in a text. */
export function maskOf(
  variables: Readonly<Record<string, string | undefined>>,
  secrets: Secrets,
): (text: string) => string {
  const values = Object.entries(variables).flatMap(([name, value]) =>
    value !== undefined && value.length >= SHORTEST && SECRET_NAME.test(name) ? [value] : [],
  );
  const longest = values.sort((a, b) => b.length - a.length);
  return (text) =>
    longest
      .reduce((clean, value) => clean.replaceAll(value, '***'), redact(text, secrets))
      .replace(/(\bpostgres(?:ql)?:\/\/[^\s:/@]*:)[^\s@/]+@/g, '$1***@');
}
