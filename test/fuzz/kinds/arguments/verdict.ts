import assert from 'node:assert/strict'
import { globSync, lstatSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { EXIT } from '../../../../src/errors/ids.ts'
import type { Exit } from '../../../helpers/chatctl.ts'
import type { Call } from './call.ts'
import { SECRETS, UID } from './furnish.ts'

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url))

/** Commands that may last until somebody ends them. */
const ENDLESS = new Set([
  ...[
    'serve',
    'chat',
    'console',
    'top',
    'bench',
    'ping',
    'logs',
    'doctor',
    'monitor',
    'capture',
    'debug:cpu',
  ],
])

const CODES: ReadonlySet<number | null> = new Set(Object.values(EXIT))
/** One of the values: it would clear a terminal that it reaches as it is. */
const EVIL = '\u001b[2J'
const STACK = /^\s+at .+:\d+:\d+\)?$/m
/** The id of a failure, as it stands behind what is wrong. */
const ERROR_ID = /\[[a-z]+\/[a-z0-9-]+\]/

/** Whether it may last until somebody ends it. */
export const isEndless = ({ words }: Call) =>
  words.some((word, at) => ENDLESS.has(word) || ENDLESS.has(`${words[at - 1]}:${word}`))

/**
 * Judges how a call ended.
 *
 * @throws where it shows a stack trace or a secret, did not end, ended with a code that is not documented, failed without saying
 *   why, or left something outside of its folder
 */
export function judgeEnd(call: Call, { code, signal, stdout, stderr }: Exit, folder: string): void {
  const said = `${stdout}${stderr}`
  const shown = said.slice(0, 1000)
  if (signal === 'SIGKILL') assert.fail(`it does not end: ${shown}`)
  if (/^(?:unshare|nsenter|setpriv|node:)/m.test(said)) assert.fail(`it was not even started: ${shown}`)
  if (STACK.test(said)) assert.fail(`it shows a stack trace: ${shown}`)
  if (said.includes(EVIL)) assert.fail(`an argument comes back raw: ${JSON.stringify(shown)}`)
  for (const secret of SECRETS) if (said.includes(secret)) assert.fail(`it shows a secret: ${shown}`)
  const isKnown = CODES.has(code) || (isEndless(call) && signal === 'SIGTERM') || isCodeOfNagios(code, call)
  if (!isKnown) assert.fail(`it ends with ${code ?? signal}: ${shown}`)
  const isStopped = signal !== null || code === EXIT.interrupted || code === EXIT.terminated
  if (code !== EXIT.ok && !isStopped && said.trim() === '') assert.fail(`it ends with ${code} in silence`)
  if (code === EXIT.configuration && !ERROR_ID.test(said) && !isAnswer(call, stderr))
    assert.fail(`it ends with ${code} without an id: ${shown}`)
  const english =
    call.isChinese && stderr.split('\n').find((line) => ERROR_ID.test(line) && !/\p{sc=Han}/u.test(line))
  if (english) assert.fail(`it is told in English: ${english}`)
  const left = strays(folder)
  if (left.length > 0) assert.fail(`it leaves ${left.join(', ')}`)
}

/** A plugin says by 2 and 3 what its caller expects; both are documented for others as well. */
const isCodeOfNagios = (code: number | null, { words }: Call) =>
  words.includes('--nagios') && code !== null && code <= 3

/** A word that is no command is answered with those that are, and `explain` asks what is meant; a verdict is no failure. */
const isAnswer = ({ words }: Call, stderr: string) =>
  words.length === 0 ||
  /chatctl (?:--help|explain)/.test(stderr) ||
  ['doctor', 'config', 'monitor', 'report'].includes(words[0] ?? '')

/** What was left outside of the folder by the user that nobody else is. */
function strays(folder: string): string[] {
  return ['/tmp', '/var/tmp', '/dev/shm', '/run', ROOT]
    .flatMap((place) => globSync('{*,.*}', { cwd: place }).map((name) => join(place, name)))
    .filter((path) => !path.startsWith(folder) && ownerOf(path) === UID && !isOther(path))
}

/** The folder of another attempt. */
const isOther = (path: string) => path.includes('/chatctl-it-')

function ownerOf(path: string): number | undefined {
  try {
    return lstatSync(path).uid
  } catch {
    return undefined
  }
}
