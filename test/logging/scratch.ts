import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import type { TestContext } from 'node:test'
import { createLog, type Log, type LogOptions } from '../../src/logging/log.ts'

/** A log that is closed after the test; what it says on standard error is collected in `notices`. */
export function openLog(t: TestContext, options: Partial<LogOptions> & Pick<LogOptions, 'file'>) {
  const notices: string[] = []
  const log: Log = createLog({
    format: 'json',
    level: 'INFO',
    maxBytes: 0,
    backupCount: 0,
    stderr: (text) => notices.push(text),
    ...options,
  })
  t.after(() => log.close())
  return { log, notices }
}

/** The lines of a file, without line feeds; a file without one at its end fails. */
export function linesOf(path: string): string[] {
  const text = readFileSync(path, 'utf8')
  if (text === '') return []
  if (!text.endsWith('\n')) throw new Error(`${path} ends inside a line`)
  return text.slice(0, -1).split('\n')
}

export const recordsOf = (path: string) =>
  linesOf(path).map((line) => JSON.parse(line) as Record<string, unknown>)

/** `server.log` and its backups, oldest first. */
export function generations(path: string): string[] {
  const found = [path]
  for (let number = 1; existsSync(`${path}.${number}`); number++) found.unshift(`${path}.${number}`)
  return found
}

/** The module under test, for scripts. */
export const LOG = new URL('../../src/logging/log.ts', import.meta.url).href

/**
 * Runs a script in a process of its own, with `createLog` imported and `file` set.
 *
 * @returns its exit code and what it wrote on standard error
 */
export function inProcess(script: string, file: string | null): Promise<{ code: number; stderr: string }> {
  const source = `import { createLog } from ${JSON.stringify(LOG)}\nconst file = ${JSON.stringify(file)}\n${script}`
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', source]
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      args,
      { timeout: 60_000, maxBuffer: 1 << 28 },
      (_error, _out, stderr) => resolve({ code: child.exitCode ?? -1, stderr }),
    )
  })
}
