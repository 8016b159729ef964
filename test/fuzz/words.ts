import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')
const LITERAL = /(?<![\w`])'((?:[^'\\\n]|\\.){1,40})'/g

/** Words that the sources themselves compare with: what an input may need to get any further. */
export function wordsOf(...patterns: readonly string[]): string[] {
  const words = new Set<string>()
  for (const path of globSync([...patterns], { cwd: ROOT }).sort()) {
    const text = readFileSync(join(ROOT, path), 'utf8').replaceAll(/^import .*$/gm, '')
    for (const [, word = ''] of text.matchAll(LITERAL)) {
      if (!word.startsWith('.'))
        words.add(word.replaceAll(/\\(.)/g, (_, letter) => ESCAPES[letter] ?? letter))
    }
  }
  return [...words].sort()
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }
