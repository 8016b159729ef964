import { existsSync } from 'node:fs'

/** Where systemd keeps units (systemd.unit(5)). */
const UNIT_FOLDERS = ['/etc/systemd/system', '/run/systemd/system', '/usr/local/lib/systemd/system']
const PACKAGED_UNITS = ['/usr/lib/systemd/system', '/lib/systemd/system']

/** The file of a unit, where this machine runs systemd and has it; what is cheap to know without asking systemd. */
export function unitFile(name: string): string | undefined {
  if (!existsSync('/run/systemd/system')) return undefined
  return [...UNIT_FOLDERS, ...PACKAGED_UNITS].map((folder) => `${folder}/${name}.service`).find(existsSync)
}
