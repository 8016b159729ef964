import { errnoNamed, type Name, named, nodeCoded, pythonNamed } from '../names.ts'
import { type Match, matchOf, SURE } from './match.ts'
import { numbersIn } from './numbers.ts'

/** Ids of ours, as they stand in brackets. */
const ID = /\b[a-z]+\/[a-z0-9-]+\b/g
/** `Failed with result 'oom-kill'`, `(Result: exit-code)` */
const RESULT = /(?<=\b(?:Result:|result)\s*'?)[a-z-]+/g
const ERRNO = /\b(?:WSA)?E[A-Z][A-Z_]{2,}\b/g
/** `ERR_MODULE_NOT_FOUND`, `CERT_HAS_EXPIRED` */
const NODE = /\b[A-Z]+(?:_[A-Z0-9]+)+\b/g
const PYTHON = /\b[A-Za-z_.]*(?:Error|Exception|Interrupt|Traceback|socket\.timeout|gaierror)\b/g

/** The ids, codes and numbers that a text names among other words. */
export function byCode(words: string): Match[] {
  const all = (pattern: RegExp, find: (word: string) => readonly (Name | undefined)[], score: number) =>
    [...words.matchAll(pattern)].flatMap(([word]) =>
      find(word).flatMap((name) => (name === undefined ? [] : [matchOf(name, score)])),
    )
  return [
    ...all(ID, (word) => named(word), SURE.id),
    ...all(RESULT, (word) => named(word, 'result'), SURE.result),
    ...all(ERRNO, (word) => [errnoNamed(word)], SURE.code),
    ...all(NODE, (word) => [nodeCoded(word)], SURE.code),
    ...numbersIn(words).map((name) => matchOf(name, SURE.code)),
    ...all(PYTHON, (word) => [pythonNamed(word)], SURE.python),
  ]
}
