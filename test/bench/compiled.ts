import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { has } from './processes.ts'
import type { Bench } from './suite.ts'

/** The machine's C compiler, if it has one. */
export function compiler(): string | undefined {
  return ['cc', 'gcc', 'clang'].find(has)
}

/** @returns the path of the program that a C source makes */
export function compiled(bench: Bench, source: string): string {
  const program = join(bench.folder, basename(source, '.c'))
  if (existsSync(program)) return program
  const command = compiler()
  if (command === undefined) throw new Error('needs a C compiler: cc, gcc or clang')
  execFileSync(command, ['-O2', '-o', program, source], { stdio: ['ignore', 'inherit', 'inherit'] })
  return program
}
