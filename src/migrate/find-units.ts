import { readdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import type { Host } from '../host/host.ts'
import { showUnit } from '../service/show-unit.ts'
import type { OldUnit } from './original.ts'

/** Where unit files lie; systemd.unit(5). */
const FOLDERS = [
  '/etc/systemd/system',
  '/run/systemd/system',
  '/usr/local/lib/systemd/system',
  '/usr/lib/systemd/system',
  '/lib/systemd/system',
]
const PROGRAM = /\bserver\.py\b/i

/** The units of this machine that start the original server in a folder. */
export async function findUnits(host: Host, folder: string): Promise<OldUnit[]> {
  const names = new Set<string>()
  for (const place of FOLDERS) {
    for (const name of await readdir(place).catch((): string[] => [])) {
      if (!name.endsWith('.service')) continue
      const text = await host.readText(join(place, name), { maxBytes: 256 * 1024 })
      if (text.seen && PROGRAM.test(text.value)) names.add(name.slice(0, -'.service'.length))
    }
  }
  const units = await Promise.all([...names].map((name) => lookAt(host, name, folder)))
  return units.filter((unit) => unit !== null)
}

async function lookAt(host: Host, name: string, folder: string): Promise<OldUnit | null> {
  const asked = await showUnit(host, 'system', name)
  if (!asked.seen || asked.value.loadState !== 'loaded') return null
  const { execStart, workingDirectory, fragmentPath, dropIns, activeState, enabled } = asked.value
  const words = execStart.join(' ')
  const place = workingDirectory === null ? null : await realpath(workingDirectory).catch(() => null)
  if (!PROGRAM.test(words) || (place !== folder && !words.includes(`${folder}/`))) return null
  return {
    name,
    path: fragmentPath,
    dropIns,
    active: ['active', 'activating', 'reloading'].includes(activeState),
    enabled: enabled.startsWith('enabled'),
  }
}
