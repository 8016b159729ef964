import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { repairConfig } from '../../src/config/repair.ts'
import type { CheckId } from '../../src/doctor/check-ids.ts'
import { testConfig } from '../helpers/chatctl.ts'
import { Daemon } from '../helpers/daemon.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { assertFault, resultOf, runDoctor, saidBy, typeFix, unexplained } from './doctor-run.ts'

const NOBODY = 65_534

/** A good configuration in the manner of people. */
const good = (port: number, changes = {}) => JSON.stringify(testConfig(port, changes), null, 2)

/** What somebody's edit makes of a good configuration, and which check tells it with what proof. */
const EDITS: readonly (readonly [string, (text: string) => string | Buffer, CheckId, RegExp])[] = [
  [
    'a comma after the last entry',
    (text) => text.replace(/\n\}$/, ',\n}'),
    'config/syntax',
    /comma after the last entry/,
  ],
  [
    'a comment',
    (text) => text.replace('"server"', '// the port\n  "server"'),
    'config/syntax',
    /config\.json:2:3: \/\/ the port/,
  ],
  ['a missing brace', (text) => text.slice(0, -1), 'config/syntax', /closing \} is missing/],
  ['an empty file', () => '', 'config/syntax', /starts with \{/],
  ['a byte order mark', (text) => `\ufeff${text}`, 'config/encoding', /byte order mark/],
  [
    'UTF-16, as an editor on Windows saves it',
    (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
    'config/encoding',
    /UTF-16/,
  ],
  [
    'GBK',
    (text) =>
      Buffer.concat([
        Buffer.from(text.replace(/\n\}$/, ',\n "note": "')),
        Buffer.from([0xc8, 0xd5]),
        Buffer.from('"\n}'),
      ]),
    'config/encoding',
    /0xC8/,
  ],
  [
    'a number in quotes',
    (text) => text.replace(/"port": (\d+)/, '"port": "$1"'),
    'config/wrong-type',
    /without quotes/,
  ],
  [
    'a port that there is not',
    (text) => text.replace(/"port": \d+/, '"port": 70000'),
    'config/wrong-value',
    /70000/,
  ],
  [
    'a TLS section without a key',
    (text) => text.replace('"host"', '"tls": { "port": 0, "cert": "c.pem" }, "host"'),
    'config/missing-key',
    /server\.tls\.key/,
  ],
  [
    'a misspelt key',
    (text) => text.replace('"host"', '"max_conections": 5, "host"'),
    'config/unknown-key',
    /Did you mean "max_connections"/,
  ],
  [
    'a key that stands twice',
    (text) => text.replace('"host"', '"host": "0.0.0.0", "host"'),
    'config/duplicate-key',
    /lines 3 and 3/,
  ],
]

test('every wrong edit under a running server is found by its own check alone, with its place', async () => {
  await using daemon = await Daemon.start()
  const text = daemon.read('config.json')
  for (const [what, edit, id, evidence] of EDITS) {
    writeFileSync(daemon.configFile, edit(text))
    const run = await runDoctor(daemon.configFile)
    try {
      assertFault(run, id, evidence)
    } catch (error) {
      throw new Error(`${what}: ${(error as Error).message}`, { cause: error })
    }
    assert.equal(run.code, resultOf(run, id).outcome === 'fail' ? 2 : 0, what)
  }
  writeFileSync(daemon.configFile, text)
  assert.deepEqual(unexplained(await runDoctor(daemon.configFile)), [])
})

test('what doctor calls repairable is repaired by the same function that it goes by', async () => {
  await using daemon = await Daemon.start()
  const text = daemon.read('config.json')
  writeFileSync(
    daemon.configFile,
    Buffer.from(`\ufeff${text.replace('"host"', '"compatibility": "v9", /* x */ "host"')}`, 'utf16le'),
  )
  const broken = await runDoctor(daemon.configFile)
  assert.equal(resultOf(broken, 'config/encoding').fix?.automatic, true)
  writeFileSync(daemon.configFile, repairConfig(readFileSync(daemon.configFile)).text)
  assert.deepEqual(unexplained(await runDoctor(daemon.configFile)), [])
})

test('a configuration that is gone under a running server is missed', async () => {
  await using daemon = await Daemon.start()
  rmSync(daemon.configFile)
  assertFault(await runDoctor(daemon.configFile), 'config/missing', /config\.json does not exist/)
})

test('a folder, a FIFO and a file of 100 MB in its place are told at once', async (t) => {
  const folder = temporaryFolder(t)
  const path = `${folder}/config.json`
  const kinds: readonly (readonly [() => void, RegExp])[] = [
    [() => mkdirSync(path), /is a folder/],
    [() => execFileSync('mkfifo', [path]), /FIFO/],
    [
      () => {
        writeFileSync(path, '')
        truncateSync(path, 100 * 1024 ** 2)
      },
      /104857600 bytes/,
    ],
  ]
  for (const [make, evidence] of kinds) {
    make()
    const run = await runDoctor(path)
    assertFault(run, 'config/not-a-file', evidence)
    assert.equal(run.code, 2)
    const [first = '', second] = resultOf(run, 'config/not-a-file').fix?.commands ?? []
    execFileSync('sh', ['-c', first])
    if (second === undefined) {
      assert.equal(first, `ls -la ${path}`)
      rmSync(path, { recursive: true })
    } else {
      assert.equal(second, `chatctl doctor config/missing --fix --config ${path}`)
      assert.equal(resultOf(await runDoctor(path), 'config/missing').outcome, 'fail')
    }
  }
})

test('a file that the server may not read is found for its user, though root reads it', async (t) => {
  if (process.getuid?.() !== 0) return t.skip('needs root, to give a folder to somebody else')
  const folder = temporaryFolder(t)
  const path = `${folder}/config.json`
  writeFileSync(path, good(3000))
  chownSync(folder, NOBODY, NOBODY)
  chmodSync(path, 0o600)
  const run = await runDoctor(path)
  assertFault(run, 'config/unreadable', /belongs to root:root, with mode 0?600/)
  await typeFix(run, 'config/unreadable')
  assert.equal(resultOf(await runDoctor(path), 'config/unreadable').outcome, 'pass')
})

test('an ordinary user who may not read it learns that, and nothing is made up', async (t) => {
  if (process.getuid?.() !== 0) return t.skip('needs root, to become another user')
  const folder = temporaryFolder(t)
  const path = `${folder}/config.json`
  writeFileSync(path, 'broken')
  chmodSync(path, 0o600)
  chmodSync(folder, 0o755)
  const run = await runDoctor(path, { uid: NOBODY, words: ['config', 'storage', 'security'] })
  assert.equal(resultOf(run, 'config/syntax').outcome, 'unknown')
  assert.match(saidBy(run, 'config/syntax'), /EACCES/)
  assert.deepEqual(unexplained(run), [])
})

test('settings from the environment are a hint', async () => {
  await using daemon = await Daemon.start()
  const run = await runDoctor(daemon.configFile, { env: { CHATCTL_LOGGING_LEVEL: 'WARNING' } })
  assert.equal(resultOf(run, 'config/overridden').outcome, 'pass')
  assert.match(saidBy(run, 'config/overridden'), /logging\.level comes from CHATCTL_LOGGING_LEVEL/)
})
