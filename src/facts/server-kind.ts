import { basename } from 'node:path'
import type { ServerKind } from './shapes/process.ts'

const INTERPRETER = /^(?:python|pypy)[\d.]*$/i
const NODE = /^(?:node|nodejs)(?:\.exe)?$/i
const ENTRY = /^(?:chatctl|run\.js|dev\.js)$/

/**
 * Which server a command line is, if it is one.
 *
 * @example serverKind(['python3', '-u', '/opt/chatserver/Server.py']) // 'python'
 */
export function serverKind(argv: readonly string[]): ServerKind | null {
  const [program = '', ...rest] = argv.map((word) => basename(word))
  if (INTERPRETER.test(program)) return rest.some((word) => /^server\.py$/i.test(word)) ? 'python' : null
  const entry = ENTRY.test(program)
    ? 0
    : NODE.test(program)
      ? 1 + rest.findIndex((word) => ENTRY.test(word))
      : -1
  const isEntry = entry >= 0 && ENTRY.test(basename(argv[entry] ?? ''))
  return isEntry && argv[entry + 1] === 'serve' ? 'chatctl' : null
}

/** Value of `--config` in a command line. */
export function configFlag(argv: readonly string[]): string | undefined {
  const at = argv.findIndex((word) => word === '--config' || word.startsWith('--config='))
  return at < 0 ? undefined : argv[at]?.slice('--config='.length) || argv[at + 1]
}
