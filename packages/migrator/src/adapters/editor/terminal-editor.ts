import { spawn } from 'node:child_process';
import { EditorFailedError, EditorMissingError } from '../../errors/workspace/editor-errors.ts';
import type { Editor } from '../../ports/terminal/editor.ts';

/**
 * The editor that `VISUAL` names, or `EDITOR` if that is not set: a shell command line, as git and crontab read it
 * (`code --wait`). It gets this terminal.
 */
export function terminalEditor(variables: Readonly<Record<string, string | undefined>>): Editor {
  return {
    async edit(path) {
      const editor = variables.VISUAL || variables.EDITOR;
      if (!editor) throw new EditorMissingError({ file: path });
      const [command, args] = shellCall(editor, path);
      await new Promise<void>((resolve, reject) => {
        const child = spawn(command, args, { stdio: 'inherit', windowsVerbatimArguments: true });
        child.once('error', (cause) => reject(new EditorFailedError({ editor, problem: 'not-started' }, { cause })));
        child.once('exit', (code, signal) => {
          if (code === 0) resolve();
          else
            reject(
              new EditorFailedError(
                signal === null ? { editor, problem: 'exit', exitCode: code } : { editor, problem: 'signal', signal },
              ),
            );
        });
      });
    },
  };
}

/** The path goes to the shell as an argument, never as part of the command. */
function shellCall(editor: string, path: string): [string, string[]] {
  if (process.platform === 'win32') return ['cmd.exe', ['/d', '/s', '/c', `"${editor} "${path}""`]];
  return ['/bin/sh', ['-c', `${editor} "$1"`, 'migrate-edit', path]];
}
