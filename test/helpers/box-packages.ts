import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { SystemdBox } from './systemd-box.ts'

/** Where .ci/run puts packages that would take over the machine under the tests. */
const ARCHIVES = '/var/cache/apt/archives'
const INSTALLED = '/var/lib/dpkg/info'
/** `dpkg --extract` would put a folder in the place of the link /sbin. */
const UNPACK = 'dpkg --fsys-tarfile "$1" | tar --extract --keep-directory-symlink --directory /'

/** Those of some packages that this machine has neither installed nor fetched. */
export function missingPackages(names: readonly string[]): string[] {
  return names.filter((name) => !isInstalled(name) && archiveOf(name) === undefined)
}

/** Puts the files of fetched packages into a box; none of their scripts runs. */
export async function unpackIn(box: SystemdBox, names: readonly string[]): Promise<void> {
  for (const name of names.filter((one) => !isInstalled(one)))
    await box.ok(['bash', '-o', 'pipefail', '-c', UNPACK, 'bash', archiveOf(name) ?? name])
}

const isInstalled = (name: string) => existsSync(join(INSTALLED, `${name}.list`))

function archiveOf(name: string): string | undefined {
  if (!existsSync(ARCHIVES)) return undefined
  const file = readdirSync(ARCHIVES).find((one) => one.startsWith(`${name}_`) && one.endsWith('.deb'))
  return file && join(ARCHIVES, file)
}
