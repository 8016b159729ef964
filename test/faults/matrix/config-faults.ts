import { rmSync } from 'node:fs'
import type { FaultCase } from './fault-case.ts'

/** config.json, edited by people. */
export const CONFIG_FAULTS: readonly FaultCase[] = [
  {
    fault: 'a comma after the last entry of config.json',
    running: true,
    inject: ({ edit }) => edit((text) => text.replace(/\n\}$/, ',\n}')),
    finds: ['config/syntax'],
    evidence: /comma after the last entry/,
    cure: 'fix',
  },
  {
    fault: 'a comment in config.json',
    running: true,
    inject: ({ edit }) => edit((text) => text.replace('"server"', '// the port\n  "server"')),
    finds: ['config/syntax'],
    evidence: /no comments/,
    cure: 'fix',
  },
  {
    fault: 'config.json with a byte order mark',
    running: true,
    inject: ({ edit }) => edit((text) => `\ufeff${text}`),
    finds: ['config/encoding'],
    evidence: /byte order mark/,
    cure: 'fix',
  },
  {
    fault: 'config.json in UTF-16',
    running: true,
    inject: ({ edit }) => edit((text) => Buffer.from(`\ufeff${text}`, 'utf16le')),
    finds: ['config/encoding'],
    evidence: /UTF-16/,
    cure: 'fix',
  },
  {
    fault: 'a port in quotes',
    running: true,
    inject: ({ edit }) => edit((text) => text.replace(/"port": (\d+)/, '"port": "$1"')),
    finds: ['config/wrong-type'],
    evidence: /without quotes/,
    cure: 'fix',
  },
  {
    fault: 'a port that there is not',
    running: true,
    inject: ({ edit }) => edit((text) => text.replace(/"port": \d+/, '"port": 70000')),
    finds: ['config/wrong-value'],
    evidence: /70000/,
    cure: 'person',
  },
  {
    fault: 'a missing brace in config.json',
    running: true,
    inject: ({ edit }) => edit((text) => text.slice(0, -1)),
    finds: ['config/syntax'],
    evidence: /closing \} is missing/,
    cure: 'fix',
  },
  {
    fault: 'no config.json where it was named',
    running: false,
    words: ['config/missing', 'config/syntax', 'storage/folder-missing'],
    inject: ({ config }) => rmSync(config),
    finds: ['config/missing'],
    evidence: /does not exist/,
    cure: 'fix',
  },
]
