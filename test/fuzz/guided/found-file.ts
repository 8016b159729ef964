import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** All kinds together stay well below a megabyte. */
const MOST_BYTES = 120_000
const MOST_INPUTS = 600
/** A larger one is not worth its place. */
const LARGEST = 8192

/** Where what was found for a kind of input is kept. */
export const foundFile = (kind: string) => join(import.meta.dirname, '../corpus/found', `${kind}.jsonl`)

/** An input as a line: its text, or its bytes where it is none. Nothing but ASCII, so that no editor spoils it. */
export function shownInput(input: Buffer): string {
  const text = input.toString()
  const value = Buffer.from(text).equals(input) ? text : { base64: input.toString('base64') }
  return JSON.stringify(value).replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** What was found before; nothing where there is no such file. */
export function readFound(path: string): Buffer[] {
  if (!existsSync(path)) return []
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines.flatMap((line) => {
    if (line === '') return []
    const value = JSON.parse(line) as string | { base64: string }
    return [typeof value === 'string' ? Buffer.from(value) : Buffer.from(value.base64, 'base64')]
  })
}

/** @returns how many inputs there was room for: the first ones, without those that are too large */
export function writeFound(path: string, inputs: readonly Buffer[]): number {
  const lines: string[] = []
  let bytes = 0
  for (const input of inputs) {
    const line = `${shownInput(input)}\n`
    if (line.length > LARGEST || bytes + line.length > MOST_BYTES || lines.length >= MOST_INPUTS) continue
    lines.push(line)
    bytes += line.length
  }
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.new`, lines.join(''))
  renameSync(`${path}.new`, path)
  return lines.length
}
