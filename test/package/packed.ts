import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

export interface Packed {
  /** The tarball, removed when the process of the test ends. */
  readonly tarball: string
  /** Size of the unpacked files, in bytes. */
  readonly unpackedSize: number
  readonly files: readonly { readonly path: string; readonly size: number }[]
}

let once: Promise<Packed> | undefined

/** The tarball of what is built, as `npm pack` makes it; building again would disturb the tests beside this one. */
export function packed(): Promise<Packed> {
  once ??= pack()
  return once
}

async function pack(): Promise<Packed> {
  const folder = mkdtempSync(join(tmpdir(), 'chatctl-pack-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder]
  const { stdout } = await promisify(execFile)('npm', args, { timeout: 60_000, maxBuffer: 16 << 20 })
  const said = JSON.parse(stdout)
  // npm 12 names the package, older ones give a list.
  const [one] = Array.isArray(said) ? said : Object.values<Packed & { filename: string }>(said)
  return { tarball: join(folder, one.filename), unpackedSize: one.unpackedSize, files: one.files }
}
