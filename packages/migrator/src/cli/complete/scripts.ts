import type { SHELLS } from './expects.ts';

const BASH = `# bash completion for migrate: eval "$(migrate completion bash)"
_migrate() {
  local line="\${COMP_LINE:0:COMP_POINT}" word cut candidate about
  word="\${line##*[[:space:]]}"
  # bash replaces only what is behind the last of COMP_WORDBREAKS, such as @ and :.
  cut="\${word%"\${word##*[$COMP_WORDBREAKS]}"}"
  COMPREPLY=()
  while IFS=$'\\t' read -r candidate about; do
    [[ "$candidate" == "$word"* ]] && COMPREPLY+=("\${candidate#"$cut"}")
  done < <(migrate __complete "$line" 2>/dev/null)
}
complete -o bashdefault -o default -F _migrate braid migrate
`;

const ZSH = `#compdef braid migrate
# zsh completion for migrate: eval "$(migrate completion zsh)"
_migrate() {
  local -a candidates
  local candidate about
  while IFS=$'\\t' read -r candidate about; do
    candidates+=("\${candidate//:/\\\\:}\${about:+:$about}")
  done < <(migrate __complete "\${(j: :)words[1,CURRENT]}" 2>/dev/null)
  if (( \${#candidates} )); then _describe -V migrate candidates; else _files; fi
}
compdef _migrate braid migrate
`;

const FISH = `# fish completion for migrate: migrate completion fish | source
function __migrate_complete
    migrate __complete (commandline -cp | string collect) 2>/dev/null
end
complete -c migrate -f -a '(__migrate_complete)'
complete -c braid -f -a '(__migrate_complete)'
`;

/** What a shell reads to complete command lines of \`migrate\`. All knowledge is in \`migrate __complete\`. */
export const SCRIPTS: Readonly<Record<(typeof SHELLS)[number], string>> = { bash: BASH, zsh: ZSH, fish: FISH };
