import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Installation } from '../host/installation.ts'
import { fileStep, type WantedFile } from './file-step.ts'
import type { Layout } from './layout.ts'
import { logrotateText } from './logrotate-text.ts'
import { marked, standingOf } from './mark.ts'
import type { ConfigNeeds } from './needs-of-config.ts'
import type { Step } from './step.ts'
import type { ProgramPaths } from './unit-text.ts'

/** The catalogues of `journalctl -x`, by their names in `dist`. */
export const CATALOGUES = ['chatctl.catalog', 'chatctl.zh_CN.catalog'] as const

/** A file that everybody may read, and who installs may change. */
export function ofInstaller(path: string, content: string, isUnit = false): WantedFile {
  return { path, content, mode: 0o644, owner: null, isUnit }
}

/** `chatctl` for everybody's path, unless there is one already. */
export async function commandFile({ command }: Layout, program: ProgramPaths): Promise<Step[]> {
  const others = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin'].map((folder) =>
    join(folder, 'chatctl'),
  )
  if (others.some((path) => path !== command && existsSync(path))) return []
  const quoted = [program.node, program.script].map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ')
  const content = marked(`#!/bin/sh
# Written by "chatctl service install": the program that the service runs.
exec ${quoted} "$@"
`)
  const found = await readFile(command, 'utf8').catch(() => null)
  if (found !== null && standingOf(content, found) === 'foreign') return []
  return [await fileStep({ ...ofInstaller(command, content), mode: 0o755 })]
}

/** What `journalctl -x` says of our events, in both languages, as the build has made it. */
export async function catalogueSteps(folder: string, { root }: Installation): Promise<Step[]> {
  return await Promise.all(
    CATALOGUES.map(async (name) => {
      const text = await readFile(join(root, 'dist', name), 'utf8')
      return await fileStep(ofInstaller(join(folder, name), marked(text)))
    }),
  )
}

export async function logrotateSteps(layout: Layout, { logFile }: ConfigNeeds): Promise<Step[]> {
  const { logrotate } = layout
  if (logrotate === null || logFile === '' || !existsSync('/etc/logrotate.d')) return []
  return [await fileStep(ofInstaller(logrotate, logrotateText(layout, logFile)))]
}
