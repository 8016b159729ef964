// npm run guide: plays every scene of the troubleshooting guide and writes what has changed; with --check it only compares.
import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'

const words = process.argv.slice(2)
const only = words.filter((word) => !word.startsWith('-')).join(',')
const { status } = spawnSync(
  process.execPath,
  ['--test', '--test-reporter=spec', 'test/docs/guide/guide.test.ts'],
  {
    env: {
      ...process.env,
      CHATCTL_BIN: resolve('bin/run.js'),
      CHATCTL_GUIDE: words.includes('--check') ? 'check' : 'write',
      ...(only && { CHATCTL_GUIDE_ONLY: only }),
    },
    stdio: 'inherit',
  },
)
process.exitCode = status ?? 1
