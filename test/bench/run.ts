// Measures and writes docs/performance.md: npm run bench -- fanout latency --rounds 5
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { markdown, screen, withSection } from './document.ts'
import { busyShare } from './processes.ts'
import type { Bench, Suite } from './suite.ts'
import { SUITES } from './suites.ts'

const DOCUMENT = resolve(import.meta.dirname, '../../docs/performance.md')
const USAGE = `usage: npm run bench -- [${Object.keys(SUITES).join('|')}]... [--rounds 5] [--seconds 2] [--first] [--dry]
  --first  let nothing else on this machine run before the benchmark (root)
  --dry    print only, leave docs/performance.md as it is`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    first: { type: 'boolean', default: false },
    dry: { type: 'boolean', default: false },
  },
})
const suites = new Map<string, Suite>(Object.entries(SUITES))
const wanted = positionals.length > 0 ? positionals : [...suites.keys()]
const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)]
if (wanted.some((name) => !suites.has(name)) || !(rounds >= 1) || !(seconds > 0)) {
  console.error(USAGE)
  process.exit(2)
}

if (process.platform !== 'linux') {
  console.error('the benchmark reads /proc: it needs Linux')
  process.exit(2)
}

const folder = mkdtempSync(join(tmpdir(), 'chatctl-bench-'))
const bench: Bench = {
  rounds,
  seconds,
  folder,
  first: values.first,
  others: [],
  say: (line) => console.log(line),
}
let missing = 0
try {
  for (const name of wanted) {
    bench.others.splice(0, Number.POSITIVE_INFINITY, await busyShare())
    const section = await (suites.get(name) as Suite)(bench)
    console.log(screen(section))
    missing += section.aims.filter(({ holds }) => !holds).length
    if (values.dry) continue
    const text = markdown(section, bench)
    writeFileSync(DOCUMENT, withSection(readFileSync(DOCUMENT, 'utf8'), name, text))
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
if (missing > 0) console.log(`${missing} aims were missed`)
