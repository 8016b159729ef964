import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { reportOn } from '../../src/cli/report/from-bundle.ts'
import { FORMATS, rendered } from '../../src/cli/report/render.ts'
import { ChatctlError } from '../../src/errors/chatctl-error.ts'
import { packBundle, unpackBundle } from '../../src/report/bundle/archive.ts'
import { factsFile, manifestFile, readRecord } from '../../src/report/bundle/record.ts'
import type { Artefact } from '../../src/report/redact/proof.ts'
import { facts } from '../doctor/facts.ts'
import { Dice } from './dice.ts'
import { mutateBytes } from './mutate-body.ts'
import { mutateValue } from './mutate-value.ts'

/** Fields of a tar header that attackers write: offset, length, and what may stand there. */
interface Field {
  readonly at: number
  readonly length: number
  readonly values: readonly string[]
}
const FIELDS = JSON.parse(
  readFileSync(join(import.meta.dirname, 'corpus/tar-fields.json'), 'utf8'),
) as readonly Field[]

const from = { source: 'fuzz', ms: 0, at: '2026-11-25T00:00:00.000Z' }
const nothing = { seen: false, why: 'missing', detail: '', from } as const
const evidence = { recent: nothing, configText: nothing, unitText: nothing, crash: nothing }
const HONEST = factsFile(from.at, '1.0.0', facts(), evidence)
const BLOCK = 512

/**
 * Reads hostile bundles, and judges and lays out what can be read.
 *
 * @throws at the first that is neither refused by the documented error nor reported on, or brings a control character into the report
 */
export async function fuzzBundles(seed: number, rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const dice = new Dice(seed + round)
    const packed = await hostile(dice)
    try {
      await read(packed)
    } catch (error) {
      throw new Error(`seed ${seed + round}: ${(error as Error).stack}`, { cause: error })
    }
  }
}

async function hostile(dice: Dice): Promise<Buffer> {
  switch (dice.below(4)) {
    case 0:
      return mutateBytes(await packBundle([HONEST, manifestFile([HONEST])], 0), dice)
    case 1:
      return gzipSync(damagedTar(gunzipSync(await packBundle([HONEST, manifestFile([HONEST])], 0)), dice))
    default:
      return await packBundle(await hostileFiles(dice), 0)
  }
}

/** Honest outside, hostile inside: the facts are not what they should be, and the manifest agrees with them. */
async function hostileFiles(dice: Dice): Promise<Artefact[]> {
  const record = JSON.parse(HONEST.bytes.toString()) as unknown
  const file = { name: HONEST.name, bytes: Buffer.from(JSON.stringify(mutateValue(record, dice))) }
  return dice.onceIn(8) ? [file, file, manifestFile([file, HONEST])] : [file, manifestFile([file])]
}

/** A header with other names, types, links and sizes, and a checksum that is right again. */
function damagedTar(tar: Buffer, dice: Dice): Buffer {
  const bytes = Buffer.from(tar)
  for (let changes = 1 + dice.below(3); changes > 0; changes--) {
    const { at, length, values } = dice.pick(FIELDS)
    bytes.fill(0, at, at + length)
    bytes.write(dice.pick(values).slice(0, length), at, 'latin1')
  }
  bytes.fill(' ', 148, 156)
  const sum = bytes.subarray(0, BLOCK).reduce((total, byte) => total + byte, 0)
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return dice.onceIn(4) ? bytes.subarray(0, dice.below(bytes.length)) : bytes
}

async function read(packed: Buffer): Promise<void> {
  try {
    for (const { name } of await unpackBundle(packed)) assert.equal(typeof name, 'string')
  } catch (error) {
    assert.ok(error instanceof Error)
  }
  let record: Awaited<ReturnType<typeof readRecord>>
  try {
    record = await readRecord('bundle.tar.gz', packed)
  } catch (error) {
    assert.ok(error instanceof ChatctlError && error.id === 'report/bad-bundle', String(error))
    return
  }
  const { report } = reportOn(record)
  for (const format of FORMATS) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    assert.doesNotMatch(rendered(report, format, '1.0.0'), /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]/, format)
  }
}

/** A few KiB that unpack to more than anybody means well with. */
export function bomb(): Buffer {
  return gzipSync(Buffer.alloc(129 << 20))
}
