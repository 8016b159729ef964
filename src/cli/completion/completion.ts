import type { Config } from '@oclif/core/config'
import { t } from '../../messages/index.ts'
import { bashScript } from './bash.ts'
import { commandLine } from './command-line.ts'
import { fishScript } from './fish.ts'
import type { Shell } from './values.ts'
import { zshScript } from './zsh.ts'

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript } as const

/** What to type so that a shell completes our words from its next start on. */
const INSTALL: Readonly<Record<Shell, readonly string[]>> = {
  bash: [
    'mkdir -p ~/.local/share/bash-completion/completions',
    'chatctl completion bash > ~/.local/share/bash-completion/completions/chatctl',
  ],
  zsh: [
    'mkdir -p ~/.zfunc && chatctl completion zsh > ~/.zfunc/_chatctl',
    "echo 'fpath=(~/.zfunc $fpath); autoload -Uz compinit && compinit' >> ~/.zshrc",
  ],
  fish: [
    'mkdir -p ~/.config/fish/completions',
    'chatctl completion fish > ~/.config/fish/completions/chatctl.fish',
  ],
}

/** What to type for this session only. */
const TRY: Readonly<Record<Shell, string>> = {
  bash: 'eval "$(chatctl completion bash)"',
  zsh: 'eval "$(chatctl completion zsh)"',
  fish: 'chatctl completion fish | source',
}

/** The script of a shell, with how to install it at its beginning. */
export function completionScript(shell: Shell, config: Config): string {
  // zsh looks for this in the first line of a file of `fpath`.
  const first = shell === 'zsh' ? ['#compdef chatctl'] : []
  const head = [
    ...first,
    ...installNote(shell)
      .split('\n')
      .map((line) => `# ${line}`),
  ]
  return `${head.join('\n')}\n${SCRIPTS[shell](commandLine(config))}`
}

/** How to install the script, as people read it. */
export function installNote(shell: Shell): string {
  const lines = INSTALL[shell].map((line) => `  ${line}`)
  return [t('completion.install', { shell }), ...lines, t('completion.tryOut'), `  ${TRY[shell]}`].join('\n')
}

/**
 * The shell that a path such as `$SHELL` names, if it is one of ours.
 *
 * @example shellOf('/usr/bin/zsh') // 'zsh'
 */
export function shellOf(path: string | undefined): Shell | undefined {
  const name = path?.split('/').at(-1) ?? ''
  return Object.hasOwn(SCRIPTS, name) ? (name as Shell) : undefined
}
