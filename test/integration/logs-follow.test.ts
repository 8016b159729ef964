import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { PROGRAM } from '../helpers/program.ts'
import { bootSystemdBox, type SystemdBox } from '../helpers/systemd-box.ts'

const PATIENCE_MS = 30_000

/** Follows the logs of the service in the box; `until` waits for what it prints. */
function follow(box: SystemdBox) {
  const env = ['PATH=/usr/sbin:/usr/bin:/sbin:/bin', 'LC_ALL=C.UTF-8', 'HOME=/root', 'NO_COLOR=1']
  const command = [process.execPath, PROGRAM, 'logs', '-f', '-n', '1', '--json']
  const config = ['--file', '/var/log/chatserver/server.log', '--journal']
  const child = spawn(
    'nsenter',
    ['-t', String(box.pid), '-a', '--', 'env', '-i', ...env, ...command, ...config],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const ended = once(child, 'close')
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const entries = () =>
    stdout
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as { event: string | null; message: string; file: string })
  return {
    /** As Ctrl+C does; `nsenter` only waits for the program that it started. */
    interrupt() {
      const children = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8')
      process.kill(Number(children), 'SIGINT')
    },
    ended,
    entries,
    async until(what: string, isThere: (all: ReturnType<typeof entries>) => boolean): Promise<void> {
      const signal = AbortSignal.timeout(PATIENCE_MS)
      while (!isThere(entries())) {
        await once(child.stdout, 'data', { signal }).catch(() => assert.fail(`${what}\n${stdout}\n${stderr}`))
      }
    },
  }
}

test('logs -f goes on over a restart and a rotation of the service, and has what only the journal knows', async (t) => {
  const box = await bootSystemdBox(t)
  if (box === undefined) return
  await box.install()
  await box.ok(['systemctl', 'start', 'chatserver'])
  const { interrupt, ended, entries, until } = follow(box)
  const of = (event: string) => entries().filter((entry) => entry.event === event)
  const isOfJournal = ({ file }: { file: string }) => file === 'journal:chatserver'
  await until('the newest entry', (all) => all.length > 0)

  // What systemd says of the unit stands in the journal alone; it is the sign that the journal is followed.
  const began = of('server/started').length
  await box.ok(['systemctl', 'restart', 'chatserver'])
  await until('the second start', () => of('server/started').length === began + 1)
  await until('the end of the first', () => of('server/stopped').length === 1)
  await until('the words of systemd', (all) =>
    all.some((one) => isOfJournal(one) && /Started/.test(one.message)),
  )

  await box.ok([
    '/usr/local/bin/chatctl',
    'logs',
    'rotate',
    '--config',
    '/opt/chatserver/config.json',
    '--yes',
  ])
  await box.ok(['systemctl', 'kill', '--signal=SIGKILL', 'chatserver'])
  await until('the start after a kill', () => of('server/started').length === began + 2)
  await until('the kill', (all) =>
    all.some((one) => isOfJournal(one) && /killed|code=killed|signal/i.test(one.message)),
  )

  interrupt()
  const [code] = await ended
  assert.equal(code, 0, 'Ctrl+C is the way to end it')
  const lines = entries()
  const keys = lines.map((line) => JSON.stringify(line))
  assert.deepEqual(
    keys.filter((key, index) => keys.indexOf(key) !== index),
    [],
    'no entry comes twice',
  )
  assert.ok(
    !lines.some((one) => isOfJournal(one) && one.event !== null),
    'what the file has is left to the file',
  )
})
