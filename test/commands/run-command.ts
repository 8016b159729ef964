import { execFile } from 'node:child_process'
import { PROGRAM } from '../helpers/program.ts'

/** What a command left behind. */
export interface Outcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs chatctl from its sources in a folder, in English and without colours; its input is this text. */
export function runCommand(
  folder: string,
  args: readonly string[],
  input = '',
  more: NodeJS.ProcessEnv = {},
): Promise<Outcome> {
  const { CHATCTL_CONFIG: _, ...rest } = process.env
  const env = {
    ...rest,
    XDG_RUNTIME_DIR: folder,
    XDG_STATE_HOME: folder,
    NO_COLOR: '1',
    LC_ALL: 'C.UTF-8',
    ...more,
  }
  return new Promise((settle) => {
    const child = execFile(
      process.execPath,
      [PROGRAM, ...args],
      { cwd: folder, env, timeout: 30_000 },
      (error, stdout, stderr) => settle({ code: Number(error?.code ?? (error ? -1 : 0)), stdout, stderr }),
    )
    child.stdin?.end(input)
  })
}
