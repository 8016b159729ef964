import { existsSync } from 'node:fs'
import { configFlag } from '../facts/server-kind.ts'
import { typed } from '../service/systemctl.ts'

/**
 * This very command, as root gives it; his path need not have `chatctl`, and is another one than ours.
 *
 * @param more  what has to be added to it
 */
export function asRoot(more: readonly string[] = []): string {
  const [node = 'node', script = 'chatctl', ...words] = process.argv
  const isOnPath = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin'].some((folder) =>
    existsSync(`${folder}/chatctl`),
  )
  const program = isOnPath ? ['chatctl'] : [node, script]
  return `${process.getuid?.() === 0 ? '' : 'sudo '}${typed([...program, ...words, ...more])}`
}

/** The flag that says what a variable of this shell said, which sudo does not pass on. */
export function configForRoot(
  argv: readonly string[],
  { CHATCTL_CONFIG: path }: NodeJS.ProcessEnv,
): string[] {
  return path && configFlag(argv) === undefined ? ['--config', path] : []
}
