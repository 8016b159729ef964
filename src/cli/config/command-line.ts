import { shellWord } from '../../doctor/commands.ts'

const USUAL = '/opt/chatserver/config.json'

/**
 * A command of this program as it has to be typed to mean this configuration: from any folder, and without the environment
 * of this shell, which sudo drops.
 *
 * @example commandLine(['config', 'get', 'server.port'], '/srv/chat/config.json')
 */
export function commandLine(words: readonly string[], path: string | null): string {
  const config = path === null || path === USUAL ? [] : ['--config', path]
  return ['chatctl', ...words, ...config].map(shellWord).join(' ')
}

/** The same, as root. */
export function asRoot(words: readonly string[], path: string | null): string {
  return `sudo ${commandLine(words, path)}`
}
