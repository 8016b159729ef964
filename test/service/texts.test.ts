import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { launchdText } from '../../src/service/launchd-text.ts'
import { type Layout, SYSTEM_LAYOUT, userLayout } from '../../src/service/layout.ts'
import { logrotateText } from '../../src/service/logrotate-text.ts'
import { marked, standingOf } from '../../src/service/mark.ts'
import { firstConfig, needsOfConfig } from '../../src/service/needs-of-config.ts'
import { JOBS, jobName, jobServiceText, jobTimerText } from '../../src/service/timer-texts.ts'
import { unitText } from '../../src/service/unit-text.ts'
import { unitWord } from '../../src/service/unit-word.ts'
import { windowsText } from '../../src/service/windows-text.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const PROGRAM = { node: '/usr/bin/env', script: '/usr/lib/node modules/50%/$x/run.js' }

/** The layout of the machine, with the folders of the server elsewhere. */
function layoutIn(folder: string, config?: object): Layout {
  const base = join(folder, 'base')
  mkdirSync(base)
  const layout = { ...SYSTEM_LAYOUT, base, config: join(base, 'config.json'), data: join(base, 'data') }
  if (config !== undefined) writeFileSync(layout.config, JSON.stringify(config))
  return layout
}

/** What systemd says of unit files; empty where it has nothing to object to. */
function verified(t: TestContext, files: Readonly<Record<string, string>>, user: boolean): string {
  const folder = temporaryFolder(t)
  const paths = Object.entries(files).map(([name, text]) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  })
  const mode = user ? ['--user'] : []
  const env = { ...process.env, SYSTEMD_LOG_LEVEL: 'warning', XDG_RUNTIME_DIR: folder }
  const words = ['verify', ...mode, '--man=no', ...paths]
  const { stdout, stderr } = spawnSync('systemd-analyze', words, { env, encoding: 'utf8' })
  return stdout + stderr
}

test('systemd has nothing to object to in the units, for the machine, for a user, and for the timers', async (t) => {
  if (!existsSync('/usr/bin/systemd-analyze')) return t.skip('needs systemd-analyze')
  const layout = layoutIn(temporaryFolder(t))
  const needs = await needsOfConfig(layout)
  assert.ok(needs)
  const known = { ...layout, account: 'nobody' }
  const text = unitText(known, PROGRAM, needs)
  const said = verified(t, { 'chatserver.service': text }, false)
  assert.doesNotMatch(said, /chatserver|Unknown|Failed to parse/)
  // What would be said of a word that systemd does not know.
  const wrong = text.replace('PrivateTmp', 'PrivateTemp')
  assert.match(
    verified(t, { 'chatserver.service': wrong }, false),
    /Unknown (?:key|key name|lvalue) 'PrivateTemp'/,
  )
  const jobs = Object.fromEntries(
    JOBS.flatMap((job) => [
      [`${jobName(layout, job)}.service`, jobServiceText(layout, job, PROGRAM)],
      [`${jobName(layout, job)}.timer`, jobTimerText(job)],
    ]),
  )
  assert.doesNotMatch(verified(t, jobs, false), /chatserver|Unknown|Failed to parse/)
  const own = { ...userLayout({ HOME: '/home/x' }), base: layout.base }
  assert.doesNotMatch(
    verified(t, { 'chatserver.service': unitText(own, PROGRAM, needs) }, true),
    /chatserver|Unknown/,
  )
})

test('a word of a unit means itself', () => {
  assert.equal(unitWord('/opt/chatserver'), '/opt/chatserver')
  assert.equal(unitWord('/a b/50%/$HOME/"q"'), '"/a b/50%%/$$HOME/\\"q\\""')
})

test('the unit leaves open what the configuration names, and nothing more', async (t) => {
  const layout = layoutIn(temporaryFolder(t), {
    server: { port: 443 },
    logging: { file: '/srv/log/chat/server.log' },
    data: {
      banned_ips_file: 'data/bans/b.json',
      muted_ips_file: 'data/m.json',
      directory: '/home/chat/data',
    },
  })
  const needs = await needsOfConfig(layout)
  assert.ok(needs)
  assert.deepEqual(needs.writable, ['/home/chat/data', '/srv/log/chat', join(layout.base, 'data')].sort())
  const text = unitText(layout, PROGRAM, needs)
  assert.match(text, /^AmbientCapabilities=CAP_NET_BIND_SERVICE$/m)
  assert.match(text, /^ProtectHome=read-only$/m)
  assert.match(text, /^ReadWritePaths=-\/home\/chat\/data .*-\/srv\/log\/chat/m)
})

test('a broken configuration still tells most of what it needs', async (t) => {
  const layout = layoutIn(temporaryFolder(t))
  writeFileSync(layout.config, '{"server": {"port": 80,}, "data": {"banned_ips_file": "/srv/lists/b.json"}')
  const needs = await needsOfConfig(layout)
  assert.equal(needs?.lowPort, true)
  assert.ok(needs?.writable.includes('/srv/lists'))
})

test('the first configuration logs to the folder of the logs', () => {
  assert.equal(JSON.parse(firstConfig(SYSTEM_LAYOUT)).logging.file, '/var/log/chatserver/server.log')
})

test('a file is known by its mark: as it is, of another version, edited, or of somebody else', () => {
  const now = marked('now\n')
  assert.equal(standingOf(now, null), 'missing')
  assert.equal(standingOf(now, now), 'in-place')
  assert.equal(standingOf(now, marked('then\n')), 'older')
  assert.equal(standingOf(now, marked('then\n').replace('then', 'them')), 'edited')
  assert.equal(standingOf(now, 'then\n'), 'foreign')
  const script = marked('#!/bin/sh\nexec true\n')
  assert.match(script, /^#!\/bin\/sh\n# chatctl-content: [0-9a-f]{64}\nexec true\n$/)
  assert.equal(standingOf(now, script), 'older')
})

test('the files for macOS and Windows are whole XML that says what is to be run', () => {
  const parse = (text: string) =>
    execFileSync('python3', ['-c', 'import sys,xml.dom.minidom as m;m.parseString(sys.stdin.read())'], {
      input: text,
    })
  parse(launchdText(PROGRAM))
  parse(windowsText({ node: 'C:\\Program Files\\nodejs\\node.exe', script: 'C:\\a & b\\run.js' }))
  const list = execFileSync(
    'python3',
    ['-c', 'import sys,plistlib;print(plistlib.loads(sys.stdin.buffer.read())["ProgramArguments"])'],
    {
      input: launchdText(PROGRAM),
    },
  )
  assert.match(String(list), /'\/usr\/lib\/node modules\/50%\/\$x\/run\.js', 'serve', '--config'/)
})

test('logrotate gives its files names that the rotation of the server does not use', () => {
  const text = logrotateText(SYSTEM_LAYOUT, '/var/log/chatserver/server.log')
  for (const line of [/^ {4}dateext$/m, /^ {4}nocreate$/m, /SIGUSR2/, /^ {4}su chatserver chatserver$/m])
    assert.match(text, line)
})
