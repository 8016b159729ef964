import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { LocalTime } from '../../src/logging/local-time.ts'
import { reportSchema } from '../docs/report-schema.ts'
import { PROGRAM } from '../helpers/program.ts'
import { temporaryFolder, tinyDisk } from '../helpers/temporary-folder.ts'
import { runCommand } from './run-command.ts'

const SECRETS = [
  'plain-Passw0rd!',
  'env-t0ken-value',
  '$2b$12$3HjQAoMPYvAsJHdYLfQT5u1G23hGpGriPUhe0O8ekyNfCiB4LhiCS',
]

/** A server that does not run, with secrets, people and addresses wherever a report looks. */
function host(t: TestContext) {
  const folder = temporaryFolder(t)
  const config = { server: { port: 3999 }, admin: { password: SECRETS[0], password_hash: SECRETS[2] } }
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config, null, 2))
  writeFileSync(join(folder, 'banned_ips.json'), '["203.0.113.77", "198.51.100.0/24"]')
  const line = (more: object) =>
    `${JSON.stringify({ time: new LocalTime().iso(Date.now() - 60_000), level: 'INFO', ...more })}\n`
  writeFileSync(
    join(folder, 'server.log'),
    line({
      event: 'server/started',
      message: `start with ${SECRETS[1]} and ${Buffer.from(SECRETS[0] ?? '').toString('base64')}`,
    }) +
      line({
        event: 'chat/text',
        ip: '203.0.113.78',
        user: 'Wendelin',
        message: 'Wendelin -> 所有人 >> my cat is called Mietze',
      }) +
      line({
        level: 'ERROR',
        event: 'file/failed',
        ip: '203.0.113.78',
        user: 'Wendelin',
        message: `cannot, password=${SECRETS[0]}`,
      }),
  )
  const env = { CHAT_API_TOKEN: SECRETS[1] }
  return {
    folder,
    run: (...args: string[]) =>
      runCommand(folder, [...args, '--config', join(folder, 'config.json')], '', env),
  }
}

function assertClean(text: string): void {
  for (const secret of SECRETS) {
    assert.ok(!text.includes(secret), 'a secret is in the report')
    assert.ok(
      !text.includes(Buffer.from(secret).toString('base64').slice(0, 12)),
      'a secret is in the report in base64',
    )
  }
  assert.doesNotMatch(text, /203\.0\.113\.7[78]|Wendelin|Mietze/)
}

for (const format of ['text', 'markdown', 'json', 'html']) {
  test(`a report as ${format} has no secret, no name, no address and no talk, and says what it searched`, async (t) => {
    const { run } = host(t)
    const { code, stdout, stderr } = await run('report', '--format', format)
    assert.equal(code, 0, stderr)
    assertClean(stdout)
    assert.match(stderr, /known secrets .*none found/)
    assert.match(stdout, /user-\d/)
    if (format === 'json') reportSchema.parse(JSON.parse(stdout))
    assert.match(stdout, /file\/failed/)
  })
}

test('the sections come in the order of the guide, then what it lacks', async (t) => {
  const { run } = host(t)
  const { stdout } = await run('report')
  const titles = [...stdout.matchAll(/^=== (.*) ===$/gm)].map(([, title]) => title)
  assert.deepEqual(titles.slice(0, 9), [
    'System',
    'Service status',
    'Listening ports',
    'Processes',
    'Recent log',
    'Configuration',
    'Disk space',
    'Memory',
    'Connections',
  ])
  assert.equal(titles[9], 'Findings, most likely cause first')
  assert.match(stdout, /\[ \] Steps to reproduce: ______/)
})

test('messages are in a report only when they are asked for, and secrets not even then', async (t) => {
  const { run } = host(t)
  const { stdout } = await run('report', '--include-messages', '--redact', 'none')
  assert.match(stdout, /my cat is called Mietze/)
  assert.match(stdout, /203\.0\.113\.78/)
  for (const secret of SECRETS) assert.ok(!stdout.includes(secret))
  const strict = await run('report', '--redact', 'strict', '--include-messages')
  assert.doesNotMatch(strict.stdout, /Mietze|file\/failed .*cannot/)
})

test('a bundle holds the report and the facts, clean, and gives the same verdicts elsewhere', async (t) => {
  const { run, folder } = host(t)
  const bundle = join(folder, 'b.tar.gz')
  const { code, stderr } = await run('report', '--bundle', bundle)
  assert.equal(code, 0, stderr)
  assert.equal(statSync(bundle).mode & 0o777, 0o600)
  assertClean(gunzipSync(readFileSync(bundle)).toString('utf8'))
  const live = JSON.parse((await run('doctor', '--json')).stdout)
  const elsewhere = temporaryFolder(t)
  const recorded = JSON.parse((await runCommand(elsewhere, ['doctor', '--json', '--from', bundle])).stdout)
  const outcomes = (verdict: typeof live) =>
    verdict.results.map((one: { check: string; outcome: string }) => `${one.check} ${one.outcome}`)
  assert.deepEqual(outcomes(recorded), outcomes(live))
  assert.deepEqual(recorded.causes, live.causes)
  const again = await runCommand(elsewhere, ['report', '--from', bundle])
  assert.equal(again.code, 0, again.stderr)
  assertClean(again.stdout)
})

test('report diff tells what changed between two bundles, in verdicts', async (t) => {
  const { run, folder } = host(t)
  const [before, after] = [join(folder, 'a.tar.gz'), join(folder, 'b.tar.gz')]
  await run('report', '--bundle', before)
  writeFileSync(join(folder, 'config.json'), '{ "server": { "port": 3999, } }')
  await run('report', '--bundle', after)
  const { stdout } = await runCommand(folder, ['report', 'diff', before, after])
  assert.match(stdout, /config\/syntax: PASS → FAIL/)
  const same = await runCommand(folder, ['report', 'diff', before, before])
  assert.match(same.stdout, /The verdicts are the same/)
})

test('a cut, foreign or changed bundle is refused', async (t) => {
  const { run, folder } = host(t)
  const bundle = join(folder, 'b.tar.gz')
  await run('report', '--bundle', bundle)
  const whole = readFileSync(bundle)
  const bad = join(folder, 'bad.tar.gz')
  for (const bytes of [whole.subarray(0, whole.length / 2), Buffer.from('no archive'), Buffer.alloc(0)]) {
    writeFileSync(bad, bytes)
    const { code, stderr } = await runCommand(folder, ['doctor', '--from', bad])
    assert.equal(code, 3, stderr)
    assert.match(stderr, /report\/bad-bundle/)
  }
})

test('the mapping of pseudonyms is written only when asked, for the owner alone', async (t) => {
  const { run, folder } = host(t)
  const mapping = join(folder, 'who.json')
  await run('report', '--mapping', mapping)
  assert.equal(statSync(mapping).mode & 0o777, 0o600)
  assert.ok(Object.values(JSON.parse(readFileSync(mapping, 'utf8')).names).includes('Wendelin'))
})

test('a disk that fills up under a report is told, and the exit code says it', async (t) => {
  const disk = tinyDisk(t, 'size=4k')
  if (disk === undefined) return
  const { folder } = host(t)
  const command = `"${process.execPath}" "${PROGRAM}" report --config "${join(folder, 'config.json')}" > "${disk}/report.txt"`
  const env = { ...process.env, NO_COLOR: '1', LC_ALL: 'C.UTF-8', XDG_STATE_HOME: folder }
  const { code, stderr } = await new Promise<{ code: unknown; stderr: string }>((settle) => {
    execFile('sh', ['-c', command], { env, timeout: 60_000 }, (error, _stdout, said) =>
      settle({ code: error?.code ?? 0, stderr: said }),
    )
  })
  assert.equal(code, 1, stderr)
  assert.match(stderr, /standard output \(ENOSPC\).*report\/not-written/)
  assert.match(readFileSync(join(disk, 'report.txt'), 'utf8'), /^chatctl diagnostic report/)
})

test('a report that cannot be written says so, and a bundle leaves nothing behind', async (t) => {
  const { run, folder } = host(t)
  mkdirSync(join(folder, 'taken'))
  const { code, stderr } = await run('report', '--out', join(folder, 'taken'))
  assert.equal(code, 1)
  assert.match(stderr, /report\/not-written/)
  const bundled = await run('report', '--bundle', join(folder, 'missing', 'b.tar.gz'))
  assert.equal(bundled.code, 1)
  assert.match(bundled.stdout, /=== System ===/)
})
