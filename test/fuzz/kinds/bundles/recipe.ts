import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { packTar } from 'modern-tar'
import { manifestFile } from '../../../../src/report/bundle/record.ts'
import { type Edit, edited } from '../edits.ts'
import { HEALTHY } from '../record.ts'

/** Fields of a tar header that attackers write: offset, length, and what may stand there. */
interface Field {
  readonly at: number
  readonly length: number
  readonly values: readonly string[]
}

export const FIELDS = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../corpus/tar-fields.json'), 'utf8'),
) as readonly Field[]

/** What is done to an honest bundle, from the inside to the outside. */
export type Step =
  | Edit
  /** A field of the header of one of its files gets another value, and the checksum is right again. */
  | { readonly header: number; readonly field: number; readonly value: number }
  /** One of its files stands in it a second time. */
  | { readonly again: number }
  | { readonly cutTarAt: number }
  | { readonly flipByte: number; readonly bit: number }

export type Recipe = readonly Step[]

const BLOCK = 512
/** The names of what belongs to a step that is no edit. */
const STEPS = ['field,header,value', 'again', 'cutTarAt', 'bit,flipByte']

/** The recipe that an input is; undefined where it is none. */
export function recipeOf(input: Buffer): Recipe | undefined {
  try {
    const steps: unknown = JSON.parse(input.toString())
    return Array.isArray(steps) ? steps.filter(isStep) : undefined
  } catch {
    return undefined
  }
}

function isStep(step: unknown): step is Step {
  if (typeof step !== 'object' || step === null) return false
  if ('at' in step)
    return (
      Array.isArray(step.at) && step.at.every((part) => typeof part === 'string' || Number.isInteger(part))
    )
  const isWhole = STEPS.some((keys) => Object.keys(step).sort().join() === keys)
  return isWhole && Object.values(step).every((value) => Number.isInteger(value) && (value as number) >= 0)
}

/** The bundle that a recipe makes. */
export async function packed(recipe: Recipe): Promise<Buffer> {
  const edits = recipe.flatMap((step) => ('at' in step ? [step] : []))
  const record = Buffer.from(JSON.stringify(edited(HEALTHY, edits)))
  const facts = { name: 'facts.json', bytes: record }
  const files = [facts, manifestFile([facts])]
  for (const step of recipe) if ('again' in step) files.push(files[step.again % 2] as typeof facts)
  let tar = Buffer.from(
    await packTar(
      files.map(({ name, bytes }) => ({
        header: { name, size: bytes.length, mode: 0o600, mtime: new Date(0) },
        body: new Uint8Array(bytes),
      })),
    ),
  )
  const second = BLOCK + Math.ceil(record.length / BLOCK) * BLOCK
  for (const step of recipe) if ('header' in step) damageHeader(tar, step.header % 2 === 0 ? 0 : second, step)
  for (const step of recipe) if ('cutTarAt' in step) tar = tar.subarray(0, step.cutTarAt % (tar.length + 1))
  const bytes = gzipSync(tar)
  for (const step of recipe) {
    if (!('flipByte' in step)) continue
    const at = step.flipByte % bytes.length
    bytes[at] = (bytes[at] ?? 0) ^ (1 << (step.bit % 8))
  }
  return bytes
}

function damageHeader(tar: Buffer, start: number, { field, value }: { field: number; value: number }): void {
  const { at, length, values } = FIELDS[field % FIELDS.length] as Field
  const header = tar.subarray(start, start + BLOCK)
  header.fill(0, at, at + length)
  header.write((values[value % values.length] ?? '').slice(0, length), at, 'latin1')
  header.fill(' ', 148, 156)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
}
