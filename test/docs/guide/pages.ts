import type { Language } from './machine.ts'
import { SCENES } from './scenes.ts'

/** The pages that the answers stand on. */
export const PAGES: Readonly<Record<Language, string>> = {
  en: 'docs/troubleshooting.md',
  'zh-CN': 'docs/zh-CN/troubleshooting.md',
}

const BLOCK = /<!-- run: (\S+) -->\n[\s\S]*?<!-- end -->/g
const FILLED = /^<!-- run: \S+ -->\n```sh\n([^\n]*)\n```\n\n```text\n([\s\S]*?)\n```\n<!-- end -->$/

/** What stands in a block of a page. */
export interface Block {
  readonly command: string
  readonly output: string
}

/** The blocks of a page by the names of their scenes; without those that have never been filled. */
export function blocksOf(page: string): Map<string, Block> {
  const blocks = new Map<string, Block>()
  for (const [block, id = ''] of page.matchAll(BLOCK)) {
    const [, command, output] = FILLED.exec(block) ?? []
    if (command !== undefined && output !== undefined) blocks.set(id, { command, output })
  }
  return blocks
}

/** The names of all blocks in their order. */
export function namesOf(page: string): string[] {
  return [...page.matchAll(BLOCK)].map(([, id = '']) => id)
}

/** A page with these outputs in its blocks; blocks without one stay as they are. */
export function fill(page: string, outputs: ReadonlyMap<string, string>): string {
  return page.replace(BLOCK, (block, id: string) => {
    const output = outputs.get(id)
    const command = SCENES.find((scene) => scene.id === id)?.command
    if (output === undefined || command === undefined) return block
    return `<!-- run: ${id} -->\n\`\`\`sh\n${command}\n\`\`\`\n\n\`\`\`text\n${output}\n\`\`\`\n<!-- end -->`
  })
}
