/** Variables that coding agents set for the programs that they run, as std-env and their own documents name them. */
const AGENTS: Readonly<Record<string, string>> = {
  AI_AGENT: 'a coding agent',
  AMP_CURRENT_THREAD_ID: 'Amp',
  AUGMENT_AGENT: 'Augment',
  CLAUDECODE: 'Claude Code',
  CLAUDE_CODE: 'Claude Code',
  CODEX_SANDBOX: 'Codex',
  CODEX_THREAD_ID: 'Codex',
  COPILOT_CLI: 'Copilot',
  CURSOR_AGENT: 'Cursor',
  GEMINI_CLI: 'Gemini CLI',
  GOOSE_TERMINAL: 'Goose',
  OPENCODE: 'opencode',
};

/** The coding agent that runs the command; `undefined` where none says that it does. */
export function agentOf(variables: Readonly<Record<string, string | undefined>>): string | undefined {
  const found = Object.keys(AGENTS).find((name) => !['', '0', 'false', undefined].includes(variables[name]));
  return found === undefined ? undefined : AGENTS[found];
}
